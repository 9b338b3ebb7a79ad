import { hash } from 'node:crypto';
import { setImmediate as others } from 'node:timers/promises';

/** Bytes of which all is known but some decimal digits. */
export interface Template {
  readonly bytes: Buffer;
  readonly at: number;
  readonly digits: number;
}

/** Tried without giving the rest of this process a turn. */
const portion = 20_000;

/** The digits with which the bytes give `digest`, by any way of digesting that needs no secret; `undefined`: none of them. */
export async function guess({ bytes, at, digits }: Template, digest: Buffer): Promise<string | undefined> {
  const tries = digestsOf(bytes).map(({ open, of }) => ({ open: Buffer.from(open), of, shift: open.length - bytes.length }));
  for (let n = 0; n < 10 ** digits; n++) {
    const candidate = String(n).padStart(digits, '0');
    for (const { open, of, shift } of tries) {
      open.write(candidate, at + shift, 'latin1');
      if (of(open).equals(digest)) return candidate;
    }
    if (n % portion === 0) await others();
  }
  return undefined;
}

interface Way {
  /** What is digested; ends with the bytes. */
  readonly open: Buffer;
  readonly of: (open: Buffer) => Buffer;
}

/** SHA-256 alone, and HMAC under a key of nothing or of zeros, which is the same (RFC 2104 pads the key with zeros). */
function digestsOf(bytes: Buffer): Way[] {
  const outer = Buffer.alloc(64 + 32, 0x5c);
  const hmac = (inner: Buffer): Buffer => {
    sha256(inner).copy(outer, 64);
    return sha256(outer);
  };
  return [
    { open: bytes, of: sha256 },
    { open: Buffer.concat([Buffer.alloc(64, 0x36), bytes]), of: hmac },
  ];
}

const sha256 = (bytes: Buffer): Buffer => hash('sha256', bytes, 'buffer');
