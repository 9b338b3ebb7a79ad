import type { HubConfig } from '@lienthong/config';
import { TileDirectory, keepingRecent, signedHead } from '@lienthong/evidence';
import { publishedHeads, readValidationData } from '@lienthong/store';
import type { Pool } from 'pg';
import type { Sealed } from './receipt-content';

export interface Seals {
  readonly newest: Sealed;
  /** The newest one with a time-stamp. */
  readonly stamped?: Sealed;
}

export interface SealedPlace {
  readonly pool: Pool;
  readonly log: Pick<HubConfig['log'], 'origin' | 'tilesDir'>;
  /** The log's verifier key. */
  readonly vkey: string;
}

/** What all receipts that are made at one time have in common; `undefined`: nothing is sealed yet. */
export async function sealsOf({ pool, log, vkey }: SealedPlace): Promise<Seals | undefined> {
  const heads = await publishedHeads(pool, log.origin);
  const tiles = new TileDirectory(log.tilesDir);
  const common = {
    readValidation: keepingRecent((digest) => readValidationData(pool, digest)),
    readTile: keepingRecent((path) => tiles.read(path)),
  };
  const sealed = heads.map((head): Sealed => ({ ...common, head: signedHead(head, vkey), sealValidation: head.validation }));
  const newest = sealed.at(-1);
  return newest && { newest, stamped: sealed.find(({ sealValidation }) => sealValidation.length > 0) };
}

/** A time-stamped seal proves more; the newest one proves what came since. */
export const sealOver = ({ leaves }: { readonly leaves: readonly { readonly index: number }[] }, { newest, stamped }: Seals): Sealed =>
  stamped && leaves.every(({ index }) => index < stamped.head.size) ? stamped : newest;
