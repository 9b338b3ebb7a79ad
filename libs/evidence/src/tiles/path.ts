/** Hashes in a full tile, entries in a full bundle (C2SP tlog-tiles). */
export const width = 256;

/** One file of the tile directory; `path` is relative, with `/`. */
export interface TileFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** `undefined` when there is no such file. Called many times for one proof: keep what was read when reading is slow. */
export type ReadTile = (path: string) => Promise<Uint8Array | undefined>;

/** `count` is how many hashes the tile holds, 1-256; fewer than 256 make it partial. */
export function tilePath(level: number, index: number, count: number): string {
  return `tile/${level}/${numbered(index, count)}`;
}

export function bundlePath(index: number, count: number): string {
  return `tile/entries/${numbered(index, count)}`;
}

function numbered(index: number, count: number): string {
  const groups =
    String(index)
      .padStart(Math.ceil(String(index).length / 3) * 3, '0')
      .match(/\d{3}/g) ?? [];
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
  return count === width ? path : `${path}.p/${count}`;
}
