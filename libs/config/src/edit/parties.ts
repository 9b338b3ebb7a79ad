import { type Document, isMap, isSeq, Scalar, type YAMLMap } from 'yaml';
import { type Edited, edited } from './edited';

interface NewParty {
  readonly code: string;
  readonly aliases?: readonly string[];
  readonly name: { readonly vi: string; readonly en: string };
  readonly kind: string;
  readonly certificates?: readonly NewBinding[];
}

interface NewBinding {
  readonly sha256: string;
  readonly from?: string;
  readonly approvedBy: string;
}

/** A file of parties with one more. */
export const withParty = (text: string, party: NewParty): Edited | undefined => added(text, party);

/** The file with the party suspended or not; `undefined` when it is not in this file, or so already. */
export const withSuspension = (text: string, code: string, suspended: boolean): Edited | undefined =>
  ofParty(text, code, (party) => {
    if ((party.get('suspended') === true) === suspended) return false;
    if (suspended) party.set('suspended', true);
    else party.delete('suspended');
    return true;
  });

/** The file with one more certificate of the party; those that it had before end at `until` at the latest. */
export const withCertificate = (text: string, code: string, binding: NewBinding, until: string): Edited | undefined =>
  ofParty(text, code, (party, document) => {
    const certificates = party.get('certificates');
    if (!isSeq(certificates)) {
      party.set('certificates', document.createNode([binding]));
      return true;
    }
    for (const one of certificates.items) if (isMap(one) && endsAfter(one, until)) one.set('until', quoted(until));
    certificates.add(document.createNode(binding));
    return true;
  });

export const withAgreement = (
  text: string,
  agreement: {
    readonly id: string;
    readonly sender: string;
    readonly types: readonly string[];
    readonly receivers: readonly string[];
    readonly onlyNamed?: boolean;
  },
): Edited | undefined => added(text, agreement);

/** The file without the agreement; `undefined` when it is not there. */
export const withoutAgreement = (text: string, id: string): Edited | undefined =>
  edited(text, (document) => {
    const all = document.contents;
    const at = isSeq(all) ? all.items.findIndex((one) => isMap(one) && one.get('id') === id) : -1;
    return at >= 0 && document.deleteIn([at]);
  });

function added(text: string, entry: object): Edited | undefined {
  return edited(text, (document) => {
    const node = document.createNode(entry) as YAMLMap;
    if (!isSeq(document.contents)) document.contents = document.createNode([]);
    if (isSeq(document.contents)) document.contents.flow = false;
    node.spaceBefore = isSeq(document.contents) && document.contents.items.length > 0;
    document.addIn([], node);
    return true;
  });
}

function ofParty(text: string, code: string, change: (party: YAMLMap, document: Document) => boolean): Edited | undefined {
  return edited(text, (document) => {
    const all = document.contents;
    const party = isSeq(all) ? all.items.find((one) => isMap(one) && String(one.get('code')) === code) : undefined;
    return isMap(party) && change(party, document);
  });
}

function endsAfter(binding: YAMLMap, until: string): boolean {
  const end = binding.get('until');
  return typeof end !== 'string' || Date.parse(end) > Date.parse(until);
}

/** Quoted, as people write instants. */
function quoted(value: string): Scalar {
  const scalar = new Scalar(value);
  scalar.type = Scalar.QUOTE_SINGLE;
  return scalar;
}
