import { createHash } from 'node:crypto';

/** The bytes that were signed, in parts, so that a large file is hashed where it lies and never copied. */
export interface Content {
  readonly parts: readonly Uint8Array[];
  /** Digest of all parts, made once an algorithm. */
  digest(algorithm: string): Buffer;
}

export function contentOf(...parts: readonly Uint8Array[]): Content {
  const known = new Map<string, Buffer>();
  return {
    parts,
    digest: (algorithm) => {
      const digest = known.get(algorithm) ?? digestOf(algorithm, parts);
      known.set(algorithm, digest);
      return digest;
    },
  };
}

/** All of it in one piece: a copy where there is more than one part. */
export const joinedParts = ({ parts }: Content): Uint8Array => (parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts));

function digestOf(algorithm: string, parts: readonly Uint8Array[]): Buffer {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest();
}
