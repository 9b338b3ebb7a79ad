import type { KeyObject } from 'node:crypto';
import { signDetached, type Signer } from '@lienthong/trust';
import { EvidenceError } from '../error';
import type { SignedHead, TreeHead } from '../model';
import { base64, readBase64, readCount } from '../text/values';
import { type Checkpoint, readCheckpoint, signCheckpoint } from './checkpoint';
import { readVkey } from './key';

const format = 'lienthong/seal/v1';

export interface SealKeys {
  /** Name of the log: first line of its checkpoints, name of its key. */
  readonly origin: string;
  /** Ed25519 private key of the log. */
  readonly logKey: KeyObject;
  readonly vkey: string;
  /** The organisation's certificate and key. */
  readonly sealKey: Signer;
}

/** What the certificate signs: names the log's key and repeats the checkpoint's three lines byte for byte. */
export function sealText(vkey: string, head: TreeHead): string {
  return `${format}\n${vkey}\n${readVkey(vkey).name}\n${head.size}\n${base64(head.root)}\n`;
}

/** Both signatures over one head: the note by the log key, the seal by the certificate. One signature of each key a call. */
export async function signHead(head: TreeHead, keys: SealKeys, at: Date): Promise<SignedHead> {
  const text = sealText(keys.vkey, head);
  const note = signCheckpoint(head, keys.origin, keys.logKey);
  const sealP7s = await signDetached(Buffer.from(text), keys.sealKey, at);
  return { size: head.size, root: head.root, note, sealText: text, sealP7s };
}

/** A head as it was signed, out of what is stored of it. */
export function signedHead({ note, sealP7s }: Pick<SignedHead, 'note' | 'sealP7s'>, vkey: string): SignedHead {
  const { size, root } = readCheckpoint(note);
  return { size, root, note, sealText: sealText(vkey, { size, root }), sealP7s };
}

export interface Seal extends Checkpoint {
  readonly vkey: string;
}

/** Throws `evidence.malformed`. */
export function parseSeal(text: string): Seal {
  const [first, vkey = '', origin = '', size = '', root = '', end, ...more] = text.split('\n');
  if (first !== format || end !== '' || more.length > 0)
    throw new EvidenceError('evidence.malformed', 'reading a seal: not five lines of lienthong/seal/v1');
  const seal = { vkey, origin, size: readCount(size, 'the size'), root: readBase64(root, 'the root') };
  if (sealText(vkey, seal) !== text) throw new EvidenceError('evidence.malformed', 'reading a seal: the key is of another log');
  return seal;
}
