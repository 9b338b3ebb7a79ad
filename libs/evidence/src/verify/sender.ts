import { type AssertionRecord, type CheckRecord, type VerdictRecord, checksOf, readAssertion } from '@lienthong/trust';
import { type ReceiptFolder, textOf } from './folder';

/** What the hub found of the sender's signature when it took the message in. */
export interface SenderVerdict {
  /** `jws RS256`. */
  readonly signature: string;
  /** SHA-256 of the signer's certificate, lower-case hex. */
  readonly signer: string;
  readonly standing: string;
  /** ISO 8601: the time for which that holds. */
  readonly signedAt: string;
  /** What did not pass, or passed with a warning, in its order. */
  readonly remarks: readonly CheckRecord[];
}

/** `undefined` where there is none, or none that can be read. Whether it is the one that the event vouches for is another check. */
export function senderVerdict(folder: ReceiptFolder): SenderVerdict | undefined {
  const record = readRecord(folder);
  if (!record) return undefined;
  const { format, algorithm, signer = '', whenSigned, signedAt } = record;
  const remarks = checksOf(record, whenSigned).filter(({ result }) => result !== 'passed');
  return { signature: `${format} ${algorithm}`, signer, standing: whenSigned.standing, signedAt, remarks };
}

/** Who vouches for a message that nobody signed; under the same reserve. */
export const assertion = (folder: ReceiptFolder): AssertionRecord | undefined => readAssertion(readJson(folder));

/** SHA-256 of the signer's certificate. */
export function namedSigner(folder: ReceiptFolder): string | undefined {
  const verdict = readJson(folder);
  return typeof verdict?.['signer'] === 'string' ? verdict['signer'] : undefined;
}

function readRecord(folder: ReceiptFolder): VerdictRecord | undefined {
  const verdict = readJson(folder);
  if (verdict?.['form'] !== 'lienthong/verdict/v1') return undefined;
  const { checks, whenSigned, ...texts } = verdict;
  const isPlain = ['format', 'algorithm', 'signedAt'].every((name) => typeof texts[name] === 'string');
  const isJudged = isObject(whenSigned) && typeof whenSigned['standing'] === 'string' && isList(whenSigned['checks'], Number.isInteger);
  return isPlain && isJudged && isList(checks, isCheck) ? (verdict as unknown as VerdictRecord) : undefined;
}

const isCheck = (one: unknown): boolean => isObject(one) && typeof one['code'] === 'string' && typeof one['result'] === 'string';

const isList = (value: unknown, holds: (one: unknown) => boolean): boolean => Array.isArray(value) && value.every(holds);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function readJson(folder: ReceiptFolder): Record<string, unknown> | undefined {
  if (!folder.has('verdict.json')) return undefined;
  try {
    const value: unknown = JSON.parse(textOf(folder, 'verdict.json'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
