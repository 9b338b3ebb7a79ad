import { failed, passed } from '../cms/check';
import { type Check, type FoundSignature, type ReadOptions, UnreadableError } from '../verdict/found';
import { type Budget, budgetFor } from './budget';
import { type Covered, isPadding, readByteRange } from './byte-range';
import { PdfDocument } from './document';
import { coveringTimestamps } from './document-timestamps';
import { readSecurityStore, type SecurityStore } from './dss';
import { checkLaterChanges } from './later-changes';
import { signatureIn, subFilterOf } from './signature-in';
import { signatureValues, startOf, type SignatureValue } from './signature-value';

const maxSignatures = 64;

/** A signature and its place in the file, before its own mathematics. */
interface Located {
  readonly value: SignatureValue;
  readonly covered?: Covered;
  /** The file as it was signed. */
  readonly revision?: PdfDocument;
  readonly scope: readonly Check[];
  readonly coversWhole: boolean;
}

/**
 * The signatures of a PDF (ISO 32000-2 §12.8, ETSI EN 319 142-1), each with what it covers of the file and what was done to the file later.
 * Time stamps of the document come with the signatures that they cover.
 * @throws UnreadableError for what is no PDF, or only for readers that repair it
 */
export function findPdfSignatures(bytes: Uint8Array, options: ReadOptions = {}): FoundSignature[] {
  const budget = budgetFor(bytes.length);
  const document = new PdfDocument(bytes, budget);
  const values = signatureValues(document);
  if (values.length > maxSignatures)
    throw new UnreadableError('unsupported', 'pdf.too-large', `reading PDF: more than ${maxSignatures} signatures`);
  const located = values.map((value) => locate(document, value, budget));
  const store = readSecurityStore(document, budget);
  const isStamp = ({ value }: Located): boolean => subFilterOf(document, value) === 'ETSI.RFC3161';
  const stamps = located.filter(isStamp).map((one) => ({ ...one, protects: protectedBy(one, budget) }));
  return located.filter((one) => !isStamp(one)).map((one) => found(document, one, stamps, store, options));
}

/** What the security store of its revision holds is covered as well. */
function protectedBy({ revision }: Located, budget: Budget): readonly Uint8Array[] {
  if (!revision) return [];
  const { crls, ocsps } = readSecurityStore(revision, budget);
  return [...crls, ...ocsps];
}

function found(
  document: PdfDocument,
  one: Located,
  stamps: Parameters<typeof coveringTimestamps>[0],
  store: SecurityStore,
  options: ReadOptions,
): FoundSignature {
  const { value, covered, scope, coversWhole } = one;
  const timestamps = covered ? coveringTimestamps(stamps, covered) : { timestamps: [], checks: [] };
  const read = signatureIn({ document, value, covered, options, store, timestamps: timestamps.timestamps });
  const checks = [...scope.slice(0, 1), ...read.checks, ...scope.slice(1), ...timestamps.checks];
  return { ...read, checks, signed: checks.some(({ result }) => result === 'failed') ? [] : read.signed, coversWhole };
}

/** Where it lies, what it covers, and what came after. */
function locate(document: PdfDocument, value: SignatureValue, budget: Budget): Located {
  const covered = readByteRange(document.bytes, value);
  if (typeof covered === 'string') return { value, scope: [failed('scope.byte-range', covered)], coversWhole: false };
  const range = passed('scope.byte-range', { range: covered.name });
  if (isPadding(document.bytes, covered.end))
    return { value, covered, revision: document, scope: [range, passed('scope.whole')], coversWhole: true };
  const revision = revisionOf(document, covered, budget);
  if (typeof revision === 'string') return { value, scope: [failed('scope.byte-range', revision)], coversWhole: false };
  const own = signatureValues(revision).find((one) => startOf(one) === startOf(value));
  if (!own || own.number !== value.number) return { value, scope: [failed('scope.byte-range', 'not in its revision')], coversWhole: false };
  return { value, covered, revision, scope: [range, checkLaterChanges(revision, document, own)], coversWhole: false };
}

/** The file as it was signed, or why it was none. */
function revisionOf(document: PdfDocument, { end }: Covered, budget: Budget): PdfDocument | string {
  try {
    return new PdfDocument(document.bytes.subarray(0, end), budget);
  } catch (error) {
    if (error instanceof UnreadableError) return error.message;
    throw error;
  }
}
