import { hash } from 'node:crypto';

/** Hash of a log entry (RFC 6962 §2.1): SHA-256(0x00 ‖ entry). */
export function leafHash(entry: Uint8Array): Uint8Array {
  return hash('sha256', Buffer.concat([Uint8Array.of(0), entry]), 'buffer');
}

/** Filled anew for each node: a tree makes millions of them. */
const pair = Buffer.alloc(65, 1);

/** Hash of an inner node (RFC 6962 §2.1): SHA-256(0x01 ‖ left ‖ right); both 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  pair.set(left, 1);
  pair.set(right, 33);
  return hash('sha256', pair, 'buffer');
}

/** Root of the tree without leaves. */
export function emptyRoot(): Uint8Array {
  return hash('sha256', '', 'buffer');
}

/** Root over a power of two of neighbouring hashes. */
export function perfectRoot(hashes: readonly Uint8Array[]): Uint8Array {
  let level = hashes;
  while (level.length > 1) level = pairs(level);
  return level[0] ?? emptyRoot();
}

function pairs(level: readonly Uint8Array[]): Uint8Array[] {
  const above: Uint8Array[] = [];
  for (let index = 0; index + 1 < level.length; index += 2)
    above.push(nodeHash(level[index] ?? emptyRoot(), level[index + 1] ?? emptyRoot()));
  return above;
}
