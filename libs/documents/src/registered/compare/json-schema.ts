import { isDeepStrictEqual } from 'node:util';
import { isRecord } from '@lienthong/message';
import type { JsonSchemaNode } from '../json-schema';
import type { Change, ChangeRule } from './change';
import { limitsNarrowed } from './limits';
import { typesOf, typesNarrowed, valuesNarrowed } from './values';

type Schema = Readonly<Record<string, unknown>>;

/**
 * Where a document that `older` takes may be refused by `newer`; empty: every such document stays valid. Structure is compared keyword by
 * keyword; what that cannot decide counts as a change.
 */
export function jsonNarrowings(older: JsonSchemaNode, newer: JsonSchemaNode): Change[] {
  return new Comparison(older, newer).run();
}

const annotations = new Set([
  '$schema',
  '$id',
  '$comment',
  '$defs',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
]);

/** Keywords that are the same in both or cannot be compared. */
const opaque = ['not', 'if', 'contains', 'dependentSchemas', '$dynamicRef', 'contentSchema'];

/** What they close depends on everything beside them. */
const dependent = ['unevaluatedProperties', 'unevaluatedItems'];

const mostSteps = 100_000;

class Comparison {
  /** Pairs of references that are being compared: a circle adds nothing new. */
  private readonly assumed = new Set<string>();
  private steps = 0;
  private readonly same: boolean;

  constructor(
    private readonly older: JsonSchemaNode,
    private readonly newer: JsonSchemaNode,
  ) {
    this.same = isDeepStrictEqual(older, newer);
  }

  run(): Change[] {
    return this.compare(this.older, this.newer, '');
  }

  private compare(a: JsonSchemaNode, b: JsonSchemaNode, at: string): Change[] {
    if (b === true || a === false || this.equal(a, b)) return [];
    if (++this.steps > mostSteps) return [{ at, rule: 'undecided' }];
    if (b === false) return [{ at, rule: 'removed' }];
    const [from, to] = [a === true ? {} : bare(a), bare(b)];
    if (typeof from['$ref'] === 'string' || typeof to['$ref'] === 'string') return this.referred(from, to, at);
    return [
      ...typesNarrowed(from, to, at),
      ...valuesNarrowed(from, to, at),
      ...limitsNarrowed(from, to, at),
      ...this.ofObject(from, to, at),
      ...this.ofArray(from, to, at),
      ...this.combined(from, to, at),
      ...opaque.flatMap((keyword) => this.unchanged(from, to, keyword, at)),
      ...dependent.filter((keyword) => to[keyword] !== undefined).map((keyword) => change(`${at}/${keyword}`, 'undecided')),
    ];
  }

  /** A reference that stands alone is what it leads to; beside other keywords nobody follows it. */
  private referred(a: Schema, b: Schema, at: string): Change[] {
    const key = `${JSON.stringify(a)} ${JSON.stringify(b)}`;
    if (this.assumed.has(key)) return [];
    this.assumed.add(key);
    const [from, to] = [resolved(a, this.older), resolved(b, this.newer)];
    const changed = from === undefined || to === undefined ? [change(at, 'undecided')] : this.compare(from, to, at);
    this.assumed.delete(key);
    return changed;
  }

  private ofObject(a: Schema, b: Schema, at: string): Change[] {
    if (!typesOf(a).includes('object')) return [];
    const [had, has] = [propertiesOf(a, 'properties'), propertiesOf(b, 'properties')];
    const [hadPatterns, hasPatterns] = [propertiesOf(a, 'patternProperties'), propertiesOf(b, 'patternProperties')];
    const rest = { before: nodeOf(a['additionalProperties']), after: nodeOf(b['additionalProperties']) };
    const unnamed = Object.keys(hadPatterns).length > 0 ? true : rest.before;
    const place = (keyword: string, name: string): string => `${at}/${keyword}/${escaped(name)}`;
    return [
      ...Object.entries(has).flatMap(([name, schema]) => {
        const before = own(had, name);
        if (before !== undefined) return this.compare(before, schema, place('properties', name));
        const changed = this.compare(unnamed, schema, place('properties', name));
        return changed.length > 0 && unnamed === true ? [change(place('properties', name), 'typed')] : changed;
      }),
      ...Object.entries(had)
        .filter(([name]) => !Object.hasOwn(has, name))
        .flatMap(([name, schema]) => {
          const changed = this.compare(schema, rest.after, place('properties', name));
          return changed.length > 0 ? [change(place('properties', name), 'removed')] : [];
        }),
      ...Object.entries(hasPatterns).flatMap(([pattern, schema]) => {
        const before = own(hadPatterns, pattern);
        const where = place('patternProperties', pattern);
        return before === undefined ? [change(where, 'undecided')] : this.compare(before, schema, where);
      }),
      ...Object.entries(hadPatterns)
        .filter(([pattern]) => !Object.hasOwn(hasPatterns, pattern))
        .flatMap(([pattern, schema]) => this.compare(schema, rest.after, place('patternProperties', pattern))),
      ...(this.compare(rest.before, rest.after, at).length > 0 ? [change(`${at}/additionalProperties`, 'closed')] : []),
      ...this.compare(nodeOf(a['propertyNames']), nodeOf(b['propertyNames']), `${at}/propertyNames`),
      ...required(a, b, at),
    ];
  }

  private ofArray(a: Schema, b: Schema, at: string): Change[] {
    if (!typesOf(a).includes('array')) return [];
    const [had, has] = [listOf(a['prefixItems']), listOf(b['prefixItems'])];
    const [before, after] = [nodeOf(a['items']), nodeOf(b['items'])];
    const heads = Array.from({ length: Math.max(had.length, has.length) }, (_, i) =>
      this.compare(had[i] ?? before, has[i] ?? after, `${at}/prefixItems/${i}`),
    );
    const unique = b['uniqueItems'] === true && a['uniqueItems'] !== true ? [change(`${at}/uniqueItems`, 'limit')] : [];
    return [...heads.flat(), ...this.compare(before, after, `${at}/items`), ...unique];
  }

  /** Each part of `allOf` must follow from the older schema or from one part of it; each older alternative must fit into a newer one. */
  private combined(a: Schema, b: Schema, at: string): Change[] {
    const parts = listOf(a['allOf']);
    const allOf = listOf(b['allOf']).flatMap((part, i) => {
      const where = `${at}/allOf/${i}`;
      const changed = this.compare(a, part, where);
      return changed.length === 0 || parts.some((one) => this.compare(one, part, where).length === 0) ? [] : changed;
    });
    const newer = listOf(b['anyOf']);
    const alternatives = listOf(a['anyOf']).length > 0 ? listOf(a['anyOf']) : listOf(a['oneOf']);
    const fits = (one: JsonSchemaNode): boolean => newer.some((other) => this.compare(one, other, at).length === 0);
    const isNarrower = newer.length > 0 && !fits(a) && !(alternatives.length > 0 && alternatives.every(fits));
    return [...allOf, ...(isNarrower ? [change(`${at}/anyOf`, 'undecided')] : []), ...this.unchanged(a, b, 'oneOf', at)];
  }

  private unchanged(a: Schema, b: Schema, keyword: string, at: string): Change[] {
    const companions =
      keyword === 'if' ? ['if', 'then', 'else'] : keyword === 'contains' ? ['contains', 'minContains', 'maxContains'] : [keyword];
    const isSame = companions.every((one) => this.equal(a[one], b[one]));
    return b[keyword] === undefined || isSame ? [] : [change(`${at}/${keyword}`, 'undecided')];
  }

  /** The same text means the same, unless it refers to what may have changed. */
  private equal(a: unknown, b: unknown): boolean {
    return isDeepStrictEqual(a, b) && (this.same || !JSON.stringify(a ?? null).includes('"$'));
  }
}

const change = (at: string, rule: ChangeRule): Change => ({ at, rule });

const bare = (schema: Schema): Schema => Object.fromEntries(Object.entries(schema).filter(([key]) => !annotations.has(key)));

function resolved(schema: Schema, root: JsonSchemaNode): JsonSchemaNode | undefined {
  const { $ref: reference, ...others } = schema;
  if (typeof reference !== 'string') return schema;
  if (Object.keys(others).length > 0 || (reference !== '#' && !reference.startsWith('#/'))) return undefined;
  const steps = decodeURIComponent(reference).split('/').slice(1);
  const found = steps.reduce<unknown>(
    (node, step) => (typeof node === 'object' && node !== null ? own(node as Schema, unescaped(step)) : undefined),
    root,
  );
  return typeof found === 'boolean' || isRecord(found) ? found : undefined;
}

function required(a: Schema, b: Schema, at: string): Change[] {
  const before = new Set(listOf(a['required']) as unknown as string[]);
  const plain = (listOf(b['required']) as unknown as string[]).filter((name) => !before.has(name));
  const conditional = Object.entries(isRecord(b['dependentRequired']) ? b['dependentRequired'] : {}).flatMap(([name, needed]) => {
    const had = isRecord(a['dependentRequired']) ? own(a['dependentRequired'], name) : undefined;
    const known = new Set([...before, ...(Array.isArray(had) ? (had as string[]) : [])]);
    return (needed as string[])
      .filter((one) => !known.has(one))
      .map((one) => change(`${at}/dependentRequired/${escaped(name)}/${escaped(one)}`, 'required'));
  });
  return [...plain.map((name) => change(`${at}/properties/${escaped(name)}`, 'required')), ...conditional];
}

const propertiesOf = (schema: Schema, keyword: string): Readonly<Record<string, JsonSchemaNode>> =>
  isRecord(schema[keyword]) ? (schema[keyword] as Record<string, JsonSchemaNode>) : {};

const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

const nodeOf = (value: unknown): JsonSchemaNode => (typeof value === 'boolean' || isRecord(value) ? value : true);

const listOf = (value: unknown): readonly JsonSchemaNode[] => (Array.isArray(value) ? (value as JsonSchemaNode[]) : []);

const escaped = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1');
const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');
