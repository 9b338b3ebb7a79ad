import { hash } from 'node:crypto';
import { type CertificateCache, verifyJws } from '@lienthong/trust';
import { parseActText } from '../act';
import { verifyCommitment } from '../commitment';
import { EvidenceError } from '../error';
import { parseMetadata } from '../metadata';
import type { LeafRecord } from '../model';
import { bytesOf, type ReceiptFolder, textOf } from './folder';
import { absent, attempt, type Check, check, failed } from './report';

/** What the leaves vouch for, as far as it was handed out. */
export function checkContent(folder: ReceiptFolder, leaves: readonly LeafRecord[], certificates: CertificateCache): Check[] {
  return [
    checkCommitment(folder, 'payload', 'payload.bin', leaves),
    checkCommitment(folder, 'metadata', 'metadata.txt', leaves),
    ...checkAct(folder, leaves),
    checkVerdict(folder, leaves),
    ...checkSignature(folder, leaves, certificates),
  ];
}

function checkCommitment(folder: ReceiptFolder, field: 'payload' | 'metadata', file: string, leaves: readonly LeafRecord[]): Check {
  const salt = `${field}.salt`;
  if (!folder.has(file) && !folder.has(salt)) return absent(`${field}.commitment`, file);
  return check(`${field}.commitment`, file, () => {
    const commitments = leaves.map((leaf) => leaf[field]).filter((commitment) => commitment.length > 0);
    return commitments.length > 0 && commitments.every((one) => verifyCommitment(one, readSalt(folder, salt), bytesOf(folder, file)));
  });
}

function readSalt(folder: ReceiptFolder, name: string): Uint8Array {
  const [, hex] = /^([0-9a-f]{64})\n$/.exec(textOf(folder, name)) ?? [];
  if (!hex) throw new EvidenceError('evidence.malformed', `reading ${name}: not 64 lower-case hex digits and a newline`);
  return Buffer.from(hex, 'hex');
}

/** What was committed to for an act of signing must tell of that act. */
function checkAct(folder: ReceiptFolder, leaves: readonly LeafRecord[]): Check[] {
  const signed = leaves.find(({ kind }) => kind === 'signed');
  if (!signed) return [];
  if (!folder.has('metadata.txt')) return [absent('act.form', 'metadata.txt')];
  return [
    check('act.form', 'metadata.txt', () => leaves.length === 1 && parseActText(bytesOf(folder, 'metadata.txt')).act === signed.message),
  ];
}

function checkVerdict(folder: ReceiptFolder, leaves: readonly LeafRecord[]): Check {
  if (!folder.has('verdict.json')) return absent('verdict.digest', 'verdict.json');
  return check('verdict.digest', 'verdict.json', () => {
    const digests = leaves.map(({ verdict }) => verdict).filter((digest) => digest.length > 0);
    const digest = hash('sha256', bytesOf(folder, 'verdict.json'), 'buffer');
    return digests.length > 0 && digests.every((one) => Buffer.compare(one, digest) === 0);
  });
}

/** A refused message may have been refused because of its signature: then the mathematics are not expected to hold. */
function checkSignature(folder: ReceiptFolder, leaves: readonly LeafRecord[], certificates: CertificateCache): Check[] {
  const file = 'signature.jws';
  const unchecked = [absent('signature.value', file), absent('signature.signer', file)];
  if (!folder.has(file)) return [absent('signature.digest', file), ...unchecked];
  const named = namedSigner(folder);
  const weighed = folder.has('payload.bin') && !leaves.some(({ kind }) => kind === 'refused');
  const digest = checkDigest(folder, weighed && named !== undefined);
  if (!weighed) return [digest, ...unchecked];
  const value = attempt('signature.value', file, () => verifyJws(textOf(folder, file), bytesOf(folder, 'payload.bin'), { certificates }));
  const signer =
    named === undefined
      ? absent('signature.signer', file)
      : check('signature.signer', file, () => value.value?.signer.fingerprint === named);
  return [digest, value.check, signer];
}

/** A signature that neither the metadata nor the verdict's signer binds to the events could be anybody's. */
function checkDigest(folder: ReceiptFolder, signerIsNamed: boolean): Check {
  const file = 'signature.jws';
  if (folder.has('metadata.txt')) return check('signature.digest', file, () => isTheOneThatCame(folder));
  return signerIsNamed ? absent('signature.digest', file) : failed('signature.digest', file, 'neither metadata nor verdict names it');
}

function isTheOneThatCame(folder: ReceiptFolder): boolean {
  return (
    Buffer.compare(parseMetadata(bytesOf(folder, 'metadata.txt')).signature, hash('sha256', bytesOf(folder, 'signature.jws'), 'buffer')) ===
    0
  );
}

/** Verdicts on signatures name the signer's certificate by its SHA-256; others name none. */
function namedSigner(folder: ReceiptFolder): string | undefined {
  if (!folder.has('verdict.json')) return undefined;
  try {
    const verdict: unknown = JSON.parse(textOf(folder, 'verdict.json'));
    return typeof verdict === 'object' && verdict !== null && 'signer' in verdict && typeof verdict.signer === 'string'
      ? verdict.signer
      : undefined;
  } catch {
    return undefined;
  }
}
