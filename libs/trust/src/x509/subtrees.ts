import { type Certificate } from '../model';
import { context, DerReader, type Element, tags } from './der';
import { extensionOids } from './extensions';
import { baseOf, type Base } from './name-forms';

/** nameConstraints of an authority (RFC 5280 §4.2.1.10). */
export interface NameConstraints {
  readonly permitted: readonly Base[];
  readonly excluded: readonly Base[];
}

const known = new WeakMap<Certificate, NameConstraints>();

/** Throws `certificate-malformed` for what no name could be compared with, so that a constraint is never passed over. */
export function nameConstraints(certificate: Certificate): NameConstraints | undefined {
  const extension = certificate.extensions.get(extensionOids.nameConstraints);
  if (extension === undefined) return undefined;
  const constraints = known.get(certificate) ?? read(extension.value);
  known.set(certificate, constraints);
  return constraints;
}

function read(value: Uint8Array): NameConstraints {
  const outer = new DerReader(value, 'certificate-malformed', 'nameConstraints');
  const reader = outer.enter(tags.sequence);
  outer.end();
  const [permitted, excluded] = [reader.optional(context(0)), reader.optional(context(1))];
  reader.end();
  if (permitted === undefined && excluded === undefined) throw reader.fail('empty');
  return { permitted: readSubtrees(reader, permitted), excluded: readSubtrees(reader, excluded) };
}

/** GeneralSubtrees; minimum and maximum are not used (§4.2.1.10), so nothing follows the base. */
function readSubtrees(outer: DerReader, field: Element | undefined): readonly Base[] {
  if (field === undefined) return [];
  const list = outer.inside(field);
  const bases: Base[] = [];
  do {
    const subtree = list.enter(tags.sequence);
    const base = baseOf(subtree.next());
    subtree.end();
    if (base === undefined) throw list.fail('a subtree of an impossible form');
    bases.push(base);
  } while (!list.done);
  return bases;
}
