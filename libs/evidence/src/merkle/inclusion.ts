import { nodeHash } from './hash';

/** The root that a proof leads to, or `undefined` when the proof has not the length that index and size demand (RFC 9162 §2.1.3.2). */
function rootFromProof(leaf: Uint8Array, index: number, size: number, proof: readonly Uint8Array[]): Uint8Array | undefined {
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(index) || index < 0 || index >= size) return undefined;
  let [node, last, root] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0 || sibling.length !== 32) return undefined;
    if (node % 2 === 1 || node === last) {
      root = nodeHash(sibling, root);
      for (; node % 2 === 0 && node !== 0; node /= 2) last = half(last);
    } else {
      root = nodeHash(root, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 ? root : undefined;
}

/** `leaf` is `leafHash(entry)`. */
export function verifyInclusion(leaf: Uint8Array, index: number, size: number, proof: readonly Uint8Array[], root: Uint8Array): boolean {
  const found = rootFromProof(leaf, index, size, proof);
  return found !== undefined && Buffer.compare(found, root) === 0;
}

const half = (value: number): number => Math.floor(value / 2);
