import { EvidenceError } from '../error';
import type { TreeHead } from '../model';

/** Heads that the database says were sealed. */
export interface SealedHeads {
  /** Root that was sealed at this size, `undefined` when none was. */
  rootAt(size: number): Promise<Uint8Array | undefined>;
}

/**
 * To be asked before each signature: what was published must be part of the history that the database knows. A database restored from a
 * backup fails here, so that no second history is ever signed.
 * @throws EvidenceError `evidence.older-tree`, `evidence.forked-tree`
 */
export async function mustExtend(published: TreeHead | undefined, sealed: SealedHeads): Promise<void> {
  if (!published || published.size === 0) return;
  const root = await sealed.rootAt(published.size);
  if (!root) throw new EvidenceError('evidence.older-tree', `sealing: the published tree of ${published.size} is not in the database`);
  if (Buffer.compare(root, published.root) !== 0)
    throw new EvidenceError('evidence.forked-tree', `sealing: the published tree of ${published.size} is not the one in the database`);
}
