import { attributeOf, type XmlElement } from '@lienthong/xml';
import { readXsd } from '../xsd';
import type { Change, ChangeRule } from './change';
import { type Components, componentsOf, meaningOf, part, partsOf, refersOn, typeName } from './xsd-nodes';
import { facetsNarrowed, isWider } from './xsd-simple';

/** Where a document that `older` takes may be refused by `newer`. What the structure does not decide counts as a change. */
export function xsdNarrowings(older: string, newer: string): Change[] {
  return new Comparison(componentsOf(readXsd(older)), componentsOf(readXsd(newer))).run();
}

/** A type by where it stands, or a built-in one by its name. */
type TypeNode = XmlElement | string;

const particles = ['element', 'sequence', 'choice', 'all', 'any', 'group'];

class Comparison {
  private readonly assumed = new Set<string>();

  constructor(
    private readonly older: Components,
    private readonly newer: Components,
  ) {}

  run(): Change[] {
    const forms = ['targetNamespace', 'elementFormDefault', 'attributeFormDefault', 'blockDefault', 'finalDefault'].flatMap((name) =>
      attributeOf(this.older.root, name) === attributeOf(this.newer.root, name) ? [] : [change(`@${name}`, 'undecided')],
    );
    const components = partsOf(this.older.root).map((one) => [one.local, attributeOf(one, 'name') ?? ''] as const);
    const roots = components.filter(([kind]) => kind === 'element');
    const types = components.filter(([kind]) => kind === 'simpleType' || kind === 'complexType');
    return [
      ...forms,
      ...roots.flatMap(([, name]) => this.global('element', name)),
      ...types.flatMap(([kind, name]) => this.type(kind, name)),
    ];
  }

  /** A document may name any of them: `xsi:type`. */
  private type(kind: string, name: string): Change[] {
    const [a, b] = [this.older.find(kind, name), this.newer.find(kind, name)];
    return b ? this.types(a, b, name) : [change(name, 'removed')];
  }

  private global(kind: string, name: string): Change[] {
    const key = `${kind} ${name}`;
    if (this.assumed.has(key)) return [];
    this.assumed.add(key);
    const [a, b] = [this.older.find(kind, name), this.newer.find(kind, name)];
    if (!a || !b) return [change(name, a ? 'removed' : 'undecided')];
    return kind === 'element' ? this.element(a, b, name) : this.content(a, b, name);
  }

  private element(a: XmlElement, b: XmlElement, at: string): Change[] {
    const reference = attributeOf(a, 'ref');
    if (reference !== undefined && reference === attributeOf(b, 'ref'))
      return [...occurs(a, b, at), ...this.global('element', localOf(reference))];
    return [
      ...occurs(a, b, at),
      ...kept(a, b, ['ref', 'form', 'abstract', 'block', 'substitutionGroup', 'default'], at),
      ...fixed(a, b, at),
      ...(attributeOf(a, 'nillable') === 'true' && attributeOf(b, 'nillable') !== 'true' ? [change(at, 'values')] : []),
      ...sameParts(a, b, ['key', 'keyref', 'unique'], at),
      ...this.types(typeOf(a, this.older), typeOf(b, this.newer), at),
    ];
  }

  private types(a: TypeNode | undefined, b: TypeNode | undefined, at: string): Change[] {
    if (a === undefined || b === undefined) return [change(at, 'undecided')];
    if (typeof b === 'string') {
      const base = typeof a === 'string' ? a : this.builtInOf(a, this.older);
      return base !== undefined && isWider(base, b) ? [] : [change(at, 'type')];
    }
    if (typeof a === 'string' || a.local !== b.local) return [change(at, 'type')];
    if (meaningOf(a) === meaningOf(b) && !refersOn(a)) return [];
    const names = [attributeOf(a, 'name'), attributeOf(b, 'name')].join(' ');
    const key = `${names} ${a.start} ${b.start}`;
    if (this.assumed.has(key)) return [];
    this.assumed.add(key);
    return a.local === 'simpleType' ? this.simple(a, b, at) : this.complex(a, b, at);
  }

  private simple(a: XmlElement, b: XmlElement, at: string): Change[] {
    const [from, to] = [part(a, 'restriction'), part(b, 'restriction')];
    if (!from || !to) return [change(at, 'undecided')];
    const [had, has] = [a, b].map((type, i) => this.builtInOf(type, i === 0 ? this.older : this.newer));
    // another base may count blanks and digits in another way
    if (had !== has && partsOf(to).some(({ local }) => local !== 'simpleType')) return [change(at, 'undecided')];
    return [...this.types(baseOf(from, this.older), baseOf(to, this.newer), at), ...facetsNarrowed(from, to, at)];
  }

  private complex(a: XmlElement, b: XmlElement, at: string): Change[] {
    const mixed = attributeOf(a, 'mixed') === 'true' && attributeOf(b, 'mixed') !== 'true' ? [change(at, 'type')] : [];
    return [...mixed, ...kept(a, b, ['abstract', 'block'], at), ...this.content(a, b, at)];
  }

  /** What a complex type, an extension or a group holds. */
  private content(a: XmlElement, b: XmlElement, at: string): Change[] {
    const [from, to] = [part(a, 'simpleContent', 'complexContent'), part(b, 'simpleContent', 'complexContent')];
    if (from || to) return this.derived(from, to, at);
    const [had, has] = [part(a, ...particles), part(b, ...particles)];
    return [...(had || has ? this.optionally(had, has, at) : []), ...this.attributes(a, b, at)];
  }

  private derived(a: XmlElement | undefined, b: XmlElement | undefined, at: string): Change[] {
    const [from, to] = [a && part(a, 'extension'), b && part(b, 'extension')];
    if (!from || !to || a?.local !== b?.local)
      return a && b && meaningOf(a) === meaningOf(b) && !refersOn(a) ? [] : [change(at, 'undecided')];
    return [...this.types(baseOf(from, this.older), baseOf(to, this.newer), at), ...this.content(from, to, at)];
  }

  private optionally(a: XmlElement | undefined, b: XmlElement | undefined, at: string): Change[] {
    if (!a) return b && isOptional(b) ? [] : [change(at, 'required')];
    return b ? this.particle(a, b, at) : [change(at, 'removed')];
  }

  private particle(a: XmlElement, b: XmlElement, at: string): Change[] {
    if (a.local !== b.local) return [change(at, 'undecided')];
    if (a.local === 'element') return this.element(a, b, at);
    if (a.local === 'any') return meaningOf(a) === meaningOf(b) ? [] : [change(at, 'undecided')];
    if (a.local === 'group') return [...occurs(a, b, at), ...this.global('group', localOf(attributeOf(a, 'ref') ?? ''))];
    return [...occurs(a, b, at), ...this.members(partsOf(a), partsOf(b), a.local, at)];
  }

  /** Members keep their order in a sequence; what comes between them has to be optional, in a choice it need not be. */
  private members(had: readonly XmlElement[], has: readonly XmlElement[], kind: string, at: string): Change[] {
    const taken = new Set<XmlElement>();
    let next = 0;
    const changed = had.flatMap((one, i) => {
      const where = `${at}/${nameOf(one) || `${one.local}[${i + 1}]`}`;
      const found = has.findIndex((other, at_) => at_ >= (kind === 'sequence' ? next : 0) && !taken.has(other) && matches(one, other));
      const other = has[found];
      if (!other) return [change(where, 'removed')];
      taken.add(other);
      next = found + 1;
      return this.particle(one, other, where);
    });
    const added = kind === 'choice' ? [] : has.filter((one) => !taken.has(one) && !isOptional(one));
    return [...changed, ...added.map((one) => change(`${at}/${nameOf(one) || one.local}`, 'required'))];
  }

  private attributes(a: XmlElement, b: XmlElement, at: string): Change[] {
    const [had, has] = [attributesOf(a), attributesOf(b)];
    const changed = [...had].flatMap(([name, one]) => {
      const [where, other] = [`${at}/@${name}`, has.get(name)];
      if (!other) return [change(where, 'removed')];
      const use = attributeOf(other, 'use') ?? 'optional';
      const isTighter = use !== 'optional' && use !== attributeOf(one, 'use');
      const types = attributeOf(one, 'ref') ? [] : this.types(typeOf(one, this.older), typeOf(other, this.newer), where);
      return [
        ...(isTighter ? [change(where, 'required')] : []),
        ...kept(one, other, ['ref', 'form'], where),
        ...fixed(one, other, where),
        ...types,
      ];
    });
    const isOpen = part(a, 'anyAttribute') !== undefined;
    const added = [...has].filter(([name, one]) => !had.has(name) && (isOpen || attributeOf(one, 'use') === 'required'));
    const others = ['attributeGroup', 'anyAttribute'];
    return [...changed, ...added.map(([name]) => change(`${at}/@${name}`, 'required')), ...sameParts(a, b, others, at, true)];
  }

  private builtInOf(type: XmlElement, components: Components): string | undefined {
    for (let one: TypeNode | undefined = type; one !== undefined;) {
      if (typeof one === 'string') return one;
      const restriction: XmlElement | undefined = one.local === 'simpleType' ? part(one, 'restriction') : undefined;
      one = restriction && baseOf(restriction, components);
    }
    return undefined;
  }
}

const change = (at: string, rule: ChangeRule): Change => ({ at, rule });

const localOf = (qualified: string): string => qualified.split(':').at(-1) ?? '';
const nameOf = (one: XmlElement): string => attributeOf(one, 'name') ?? localOf(attributeOf(one, 'ref') ?? '');
const matches = (a: XmlElement, b: XmlElement): boolean => a.local === b.local && nameOf(a) === nameOf(b);
const isOptional = (one: XmlElement): boolean => attributeOf(one, 'minOccurs') === '0';

const attributesOf = (element: XmlElement): Map<string, XmlElement> =>
  new Map(partsOf(element).flatMap((one) => (one.local === 'attribute' ? [[nameOf(one), one] as const] : [])));

function named(at: XmlElement, qualified: string, components: Components): TypeNode | undefined {
  const { builtIn, own = '' } = typeName(at, qualified);
  return builtIn ?? components.find('simpleType', own) ?? components.find('complexType', own);
}

/** Named or inline; without either an element takes anything. */
function typeOf(element: XmlElement, components: Components): TypeNode | undefined {
  const type = attributeOf(element, 'type');
  if (type !== undefined) return named(element, type, components);
  return part(element, 'simpleType', 'complexType') ?? (element.local === 'attribute' ? 'anySimpleType' : 'anyType');
}

function baseOf(derived: XmlElement, components: Components): TypeNode | undefined {
  const base = attributeOf(derived, 'base');
  return base === undefined ? part(derived, 'simpleType') : named(derived, base, components);
}

function occurs(a: XmlElement, b: XmlElement, at: string): Change[] {
  const count = (element: XmlElement, name: string): number => {
    const value = attributeOf(element, name);
    return value === 'unbounded' ? Infinity : Number(value ?? 1);
  };
  return [
    ...(count(b, 'minOccurs') > count(a, 'minOccurs') ? [change(at, 'required')] : []),
    ...(count(b, 'maxOccurs') < count(a, 'maxOccurs') ? [change(at, 'limit')] : []),
  ];
}

const fixed = (a: XmlElement, b: XmlElement, at: string): Change[] => {
  const value = attributeOf(b, 'fixed');
  return value === undefined || value === attributeOf(a, 'fixed') ? [] : [change(at, 'values')];
};

const kept = (a: XmlElement, b: XmlElement, names: readonly string[], at: string): Change[] =>
  names.filter((name) => attributeOf(a, name) !== attributeOf(b, name)).map((name) => change(`${at}/@${name}`, 'undecided'));

/** Whole parts that must stay as they are; they may also go, unless documents rely on them. */
function sameParts(a: XmlElement, b: XmlElement, locals: readonly string[], at: string, relied = false): Change[] {
  const all = (element: XmlElement): XmlElement[] => partsOf(element).filter(({ local }) => locals.includes(local));
  const [had, has] = [all(a), all(b)];
  const meanings = had.map(meaningOf);
  const isSame = has.every((one) => meanings.includes(meaningOf(one)) && !refersOn(one)) && (!relied || has.length === had.length);
  return isSame ? [] : [change(at, 'undecided')];
}
