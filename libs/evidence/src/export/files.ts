import { hash } from 'node:crypto';
import { type Certificate, verifyDetached } from '@lienthong/trust';
import { parseLeaf } from '../leaf';
import type { SignedHead } from '../model';
import { formatProof } from '../note/proof';
import { parseSeal } from '../note/seal';

/** Everything a receipt holds of one message, as plain data. What the reader is not entitled to, or what was erased, is left out. */
export interface ReceiptContent {
  /** UUID that the hub gave the message. */
  readonly message: string;
  /** In the order of the log. */
  readonly leaves: readonly ReceiptLeaf[];
  /** A signed head whose tree holds all the leaves. */
  readonly head: SignedHead;
  readonly payload?: Opened;
  /** `bytes` = `metadataText`. */
  readonly metadata?: Opened;
  /** The sender's detached signature as it came: compact JWS, or CMS as PEM; absent where it is inside of the payload. */
  readonly signature?: string;
  /** JSON bytes whose SHA-256 the leaf holds. */
  readonly verdict?: Uint8Array;
  /** OCSP responses and CRLs, DER, that supported the verdict and the seal. */
  readonly revocation: readonly Uint8Array[];
}

export interface ReceiptLeaf {
  readonly text: Uint8Array;
  readonly index: number;
  /** Inclusion proof in `head`. */
  readonly hashes: readonly Uint8Array[];
  /** What the leaf's `attached` digest is of. */
  readonly attached?: Uint8Array;
}

/** Committed bytes together with the salt that opens the commitment. */
export interface Opened {
  readonly salt: Uint8Array;
  readonly bytes: Uint8Array;
}

export interface ReceiptFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The files of a receipt folder, `docs/evidence-format.md` §7, without README and container. */
export function receiptFiles(content: ReceiptContent): ReceiptFile[] {
  const { head, payload, metadata, signature, verdict } = content;
  return [
    ...content.leaves.flatMap((leaf, index) => leafFiles(leaf, index + 1, head)),
    ...(payload ? opened('payload.bin', 'payload.salt', payload) : []),
    ...(metadata ? opened('metadata.txt', 'metadata.salt', metadata) : []),
    ...(signature === undefined ? [] : [file(signatureName(signature), signature)]),
    ...(verdict ? [{ name: 'verdict.json', bytes: verdict }] : []),
    ...sealFiles(head),
    ...content.revocation.map((bytes) => ({ name: revocationName(bytes), bytes })),
  ];
}

const signatureName = (signature: string): string => (signature.startsWith('-----BEGIN ') ? 'signature.p7s' : 'signature.jws');

const known = new WeakMap<SignedHead, readonly ReceiptFile[]>();

/** What all receipts under one head share; the seal is verified once. */
function sealFiles(head: SignedHead): readonly ReceiptFile[] {
  const files = known.get(head) ?? readSeal(head);
  known.set(head, files);
  return files;
}

function readSeal({ sealText, sealP7s }: SignedHead): ReceiptFile[] {
  const { chain } = verifyDetached(sealP7s, Buffer.from(sealText));
  return [
    file('seal.txt', sealText),
    { name: 'seal.p7s', bytes: sealP7s },
    file('log.vkey', `${parseSeal(sealText).vkey}\n`),
    file('chain.pem', chainPem(chain)),
  ];
}

/** Named by their SHA-256, as the verdict names them. */
export function revocationName(der: Uint8Array): string {
  return `revocation/${hash('sha256', der, 'hex')}.der`;
}

export function chainPem(chain: readonly Certificate[]): string {
  return chain.map(({ der }) => pem(der)).join('');
}

function pem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function leafFiles({ text, index, hashes, attached }: ReceiptLeaf, number: number, head: SignedHead): ReceiptFile[] {
  const stem = `${number}-${parseLeaf(text).kind}`;
  return [
    { name: `${stem}.leaf`, bytes: text },
    file(`${stem}.tlog-proof`, formatProof({ index, hashes, checkpointNote: head.note })),
    ...(attached ? [{ name: `${stem}.attached`, bytes: attached }] : []),
  ];
}

function opened(name: string, saltName: string, { bytes, salt }: Opened): ReceiptFile[] {
  return [{ name, bytes }, file(saltName, `${Buffer.from(salt).toString('hex')}\n`)];
}

function file(name: string, text: string): ReceiptFile {
  return { name, bytes: Buffer.from(text) };
}
