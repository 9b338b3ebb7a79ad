import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, type KeyObject } from 'node:crypto';
import { EvidenceError } from '../error';
import { base64, readBase64 } from '../text/values';

/** Verifier key of a signed note: who signs (`name`), which key of theirs (`id`, 4 bytes), and the Ed25519 key itself. */
export interface VerifierKey {
  readonly name: string;
  readonly id: Buffer;
  readonly publicKey: KeyObject;
}

const ed25519 = 0x01;
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** A new log key as PKCS#8 PEM, the form of its file. */
export function generateLogKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Throws `evidence.malformed` when the PEM holds no Ed25519 private key. */
export function readLogKey(pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch (cause) {
    throw new EvidenceError('evidence.malformed', 'reading the log key: not a PKCS#8 PEM', { cause });
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new EvidenceError('evidence.malformed', 'reading the log key: not an Ed25519 key');
  return key;
}

/** `<origin>+<key id, hex>+<base64 of 0x01 ‖ public key>` (C2SP signed-note). `key` may be the private or the public one. */
export function vkey(origin: string, key: KeyObject): string {
  if (!isKeyName(origin))
    throw new EvidenceError('evidence.malformed', 'naming the log: the origin is empty or holds a space or a plus sign');
  const raw = rawKey(key);
  return `${origin}+${keyId(origin, raw).toString('hex')}+${base64(Buffer.concat([Uint8Array.of(ed25519), raw]))}`;
}

/** Throws `evidence.malformed` for any other key type and for an id that is not the key's. */
export function readVkey(text: string): VerifierKey {
  const [, name = '', id = '', encoded = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? [];
  const typed = readBase64(encoded, 'vkey');
  const raw = typed.subarray(1);
  if (!isKeyName(name) || typed[0] !== ed25519 || raw.length !== 32)
    throw new EvidenceError('evidence.malformed', 'reading vkey: not an Ed25519 verifier key');
  if (keyId(name, raw).toString('hex') !== id)
    throw new EvidenceError('evidence.malformed', 'reading vkey: the key id belongs to another key');
  return {
    name,
    id: Buffer.from(id, 'hex'),
    publicKey: createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: 'der', type: 'spki' }),
  };
}

export function keyId(name: string, raw: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Uint8Array.of(ed25519), raw]), 'buffer').subarray(0, 4);
}

/** The 32 bytes of RFC 8032. */
export function rawKey(key: KeyObject): Buffer {
  const spki = (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' });
  if (key.asymmetricKeyType !== 'ed25519') throw new EvidenceError('evidence.malformed', 'reading a log key: not an Ed25519 key');
  return spki.subarray(spkiPrefix.length);
}

function isKeyName(name: string): boolean {
  return name !== '' && !/[\s+\p{Cc}]/u.test(name);
}
