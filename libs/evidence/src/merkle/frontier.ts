import { EvidenceError } from '../error';
import { emptyRoot, leafHash, nodeHash } from './hash';

/**
 * What is needed of a tree to go on appending: the roots of its perfect subtrees, largest (leftmost) first, one for each bit set in
 * `size`. Plain data: store it as it is.
 */
export interface Frontier {
  readonly size: number;
  readonly hashes: readonly Uint8Array[];
}

export const emptyFrontier: Frontier = { size: 0, hashes: [] };

/** Entries are hashed as leaves here: give `entryOf(text)`. The given frontier stays as it is. */
export function appendLeaves(frontier: Frontier, entries: readonly Uint8Array[]): Frontier {
  check(frontier);
  const hashes = [...frontier.hashes];
  let { size } = frontier;
  for (const entry of entries) {
    hashes.push(mergeInto(hashes, size, leafHash(entry)));
    size += 1;
  }
  return { size, hashes };
}

/** RFC 6962 §2.1. */
export function rootOf(frontier: Frontier): Uint8Array {
  check(frontier);
  return (
    frontier.hashes.reduceRight<Uint8Array | undefined>((right, left) => (right ? nodeHash(left, right) : left), undefined) ?? emptyRoot()
  );
}

/** A new leaf completes one subtree for each trailing one bit of the old size. */
function mergeInto(hashes: Uint8Array[], size: number, leaf: Uint8Array): Uint8Array {
  let merged = leaf;
  for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) merged = nodeHash(hashes.pop() ?? emptyRoot(), merged);
  return merged;
}

function check({ size, hashes }: Frontier): void {
  let bits = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2;
  if (!Number.isSafeInteger(size) || size < 0 || bits !== hashes.length || hashes.some((one) => one.length !== 32))
    throw new EvidenceError('evidence.malformed', `reading a frontier: ${hashes.length} hashes do not make a tree of ${size}`);
}
