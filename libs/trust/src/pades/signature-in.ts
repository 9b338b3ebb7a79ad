import { failed, judged, warning } from '../cms/check';
import { contentOf } from '../cms/content';
import { foundIn, isBound, levelOf, partOf } from '../cms/found-in';
import { openCms } from '../cms/open';
import type { SignedData } from '../cms/signed-data';
import { type Check, type FoundSignature, type FoundTimestamp, type ReadOptions, UnreadableError } from '../verdict/found';
import type { Covered } from './byte-range';
import type { PdfDocument } from './document';
import type { SecurityStore } from './dss';
import type { SignatureValue } from './signature-value';
import { dateOf } from './text';
import { isString, nameOf } from './value';

export interface Reading {
  readonly document: PdfDocument;
  readonly value: SignatureValue;
  /** Absent where the byte range is wrong: then nothing can be said of the rest. */
  readonly covered: Covered | undefined;
  readonly options: ReadOptions;
  readonly store: SecurityStore;
  /** Of the document, over this signature. */
  readonly timestamps: readonly FoundTimestamp[];
}

const cades = 'ETSI.CAdES.detached';
const detached = new Set([cades, 'adbe.pkcs7.detached']);
const digested = 'adbe.pkcs7.sha1';

export const subFilterOf = (document: PdfDocument, { dictionary }: SignatureValue): string | undefined =>
  nameOf(document.resolve(dictionary.entries.get('SubFilter')));

/** The CMS message in a signature dictionary; what cannot be read is told in the checks, beside the other signatures of the file. */
export function signatureIn(reading: Reading): FoundSignature {
  const { covered, document, value } = reading;
  const filter = subFilterOf(document, value) ?? '';
  if (!covered) return unread();
  if (!detached.has(filter) && filter !== digested)
    return unread([{ code: 'signature.unsupported', result: 'unknown', facts: { filter, refused: 'unsupported' } }]);
  try {
    return read(openCms(covered.contents, 'zeros'), covered, filter, reading);
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    const { kind, code, message } = error;
    return unread([
      {
        code: 'signature.malformed',
        result: kind === 'unsupported' ? 'unknown' : 'failed',
        facts: { reason: message, cause: code, refused: kind },
      },
    ]);
  }
}

function read(cms: SignedData, covered: Covered, filter: string, { document, value, options, store, timestamps }: Reading): FoundSignature {
  const content = filter === digested && cms.content ? contentOf(cms.content) : covered.content;
  const [found, ...others] = foundIn(cms, { content, name: covered.name, options });
  if (!found || others.length > 0) return unread([failed('signature.signers', `${others.length + (found ? 1 : 0)} signers, not one`)]);
  const checks = [...found.checks, ...checkContent(cms, covered, filter, options), ...storeProblem(store)];
  const stamps = [...found.timestamps, ...timestamps];
  const [crls, ocsps] = [
    [...found.crls, ...store.crls],
    [...found.ocsps, ...store.ocsps],
  ];
  const certificates = new Map([...found.certificates, ...store.certificates].map((one) => [one.fingerprint, one]));
  const claimed = document.resolve(value.dictionary.entries.get('M'));
  const signingTime = found.signingTime ?? (isString(claimed) ? dateOf(claimed) : undefined);
  const isPades = filter === cades && isBound(found.checks);
  return {
    ...found,
    format: isPades ? 'pades' : 'pdf',
    level: padesLevel(isPades, crls.length + ocsps.length > 0, stamps, timestamps),
    checks,
    signed: found.signed.length > 0 ? [partOf(covered.name, covered.content)] : [],
    certificates: [...certificates.values()].filter(({ fingerprint }) => fingerprint !== found.signer?.fingerprint),
    crls,
    ocsps,
    ...(signingTime && { signingTime }),
    timestamps: stamps,
  };
}

/** A time stamp of the document after validation data keeps those as well. */
function padesLevel(
  bound: boolean,
  revocation: boolean,
  all: readonly FoundTimestamp[],
  ofDocument: readonly FoundTimestamp[],
): FoundSignature['level'] {
  const level = levelOf({ bound, revocation, timestamps: all });
  return level === 'B-LT' && ofDocument.length > 0 ? 'B-LTA' : level;
}

function checkContent(cms: SignedData, { content }: Covered, filter: string, { policy }: ReadOptions): Check[] {
  if (filter !== digested) return cms.content ? [failed('content.same', 'the message holds content of its own')] : [];
  if (policy !== 'legacy') return [failed('signature.algorithm', digested)];
  const isSame = cms.content !== undefined && content.digest('sha1').equals(cms.content);
  return [judged('content.same', isSame ? undefined : 'the message is about another file'), warning('signature.weak', digested)];
}

const storeProblem = ({ problem }: SecurityStore): Check[] => (problem === undefined ? [] : [warning('values.malformed', problem)]);

const unread = (checks: readonly Check[] = []): FoundSignature => ({
  ...{ format: 'pdf', level: '', algorithm: '', signed: [], coversWhole: false },
  ...{ certificates: [], crls: [], ocsps: [], timestamps: [] },
  checks,
});
