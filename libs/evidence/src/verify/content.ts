import { hash } from 'node:crypto';
import { type Certificate, ClaimReader, type FoundSignature, TrustError, UnreadableError, verifyJws } from '@lienthong/trust';
import { parseActText } from '../act';
import { verifyCommitment } from '../commitment';
import { EvidenceError } from '../error';
import { parseMetadata } from '../metadata';
import type { LeafRecord } from '../model';
import { bytesOf, type ReceiptFolder, textOf } from './folder';
import { absent, attempt, type Check, check, failed } from './report';
import { namedSigner } from './sender';

/** What the leaves vouch for, as far as it was handed out. */
export function checkContent(folder: ReceiptFolder, leaves: readonly LeafRecord[]): Check[] {
  return [
    checkCommitment(folder, 'payload', 'payload.bin', leaves),
    checkCommitment(folder, 'metadata', 'metadata.txt', leaves),
    ...checkAct(folder, leaves),
    checkVerdict(folder, leaves),
    ...checkSignature(folder, leaves),
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
function checkSignature(folder: ReceiptFolder, leaves: readonly LeafRecord[]): Check[] {
  const file = folder.has('signature.p7s') ? 'signature.p7s' : 'signature.jws';
  const unchecked = [absent('signature.value', file), absent('signature.signer', file)];
  if (!folder.has(file)) return [absent('signature.digest', file), ...unchecked];
  const named = namedSigner(folder);
  const weighed = folder.has('payload.bin') && !leaves.some(({ kind }) => kind === 'refused');
  const digest = checkDigest(folder, file, weighed && named !== undefined);
  if (!weighed) return [digest, ...unchecked];
  const value = attempt('signature.value', file, () => signerOf(folder, file));
  const signer =
    named === undefined ? absent('signature.signer', file) : check('signature.signer', file, () => value.value?.fingerprint === named);
  return [digest, value.check, signer];
}

/** @throws TrustError where the signature is not over the payload */
function signerOf(folder: ReceiptFolder, file: string): Certificate {
  const payload = bytesOf(folder, 'payload.bin');
  if (file === 'signature.jws') return verifyJws(textOf(folder, file), payload).signer;
  const { checks, signer } = readCms(bytesOf(folder, file), payload);
  const against = checks.find(({ result }) => result === 'failed' || result === 'unknown');
  if (against || !signer) throw new TrustError('signature-invalid', `verifying CMS: ${against?.code ?? 'no certificate'}`);
  return signer;
}

function readCms(cms: Uint8Array, signed: Uint8Array): FoundSignature {
  try {
    return new ClaimReader().readCms({ format: 'cms-detached', cms, signed }).found;
  } catch (error) {
    if (error instanceof UnreadableError) throw new TrustError('cms-malformed', error.message, { cause: error });
    throw error;
  }
}

/** A signature that neither the metadata nor the verdict's signer binds to the events could be anybody's. */
function checkDigest(folder: ReceiptFolder, file: string, signerIsNamed: boolean): Check {
  if (folder.has('metadata.txt')) return check('signature.digest', file, () => isTheOneThatCame(folder, file));
  return signerIsNamed ? absent('signature.digest', file) : failed('signature.digest', file, 'neither metadata nor verdict names it');
}

const isTheOneThatCame = (folder: ReceiptFolder, file: string): boolean =>
  Buffer.compare(parseMetadata(bytesOf(folder, 'metadata.txt')).signature, hash('sha256', bytesOf(folder, file), 'buffer')) === 0;
