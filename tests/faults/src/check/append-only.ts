import type { Finding } from '../model';
import type { Published } from './checkpoints';
import { leavesOf, rootsOf } from './tree';

const finding = (what: string): Finding => ({ figure: 'unverifiable', n: 0, what });

/** What was published must only ever have grown: no size twice with two roots, none smaller than before, and each a beginning of the newest. */
export async function appendOnly(seen: readonly Published[], data: string): Promise<Finding[]> {
  return [...shrunk(seen), ...forked(seen), ...(await notInTheNewest(seen, data))];
}

const shrunk = (seen: readonly Published[]): Finding[] =>
  seen.flatMap(({ size }, i) => {
    const before = seen[i - 1]?.size ?? 0;
    return size < before ? [finding(`the published log shrank from ${before} to ${size}`)] : [];
  });

function forked(seen: readonly Published[]): Finding[] {
  const roots = new Map<number, string>();
  return seen.flatMap(({ size, root }) => {
    const before = roots.get(size) ?? root;
    roots.set(size, before);
    return root === before ? [] : [finding(`two roots were published for size ${size}`)];
  });
}

async function notInTheNewest(seen: readonly Published[], data: string): Promise<Finding[]> {
  const newest = seen.at(-1);
  if (!newest) return [];
  const leaves = await leavesOf(data, newest.size).catch((error: unknown) => error);
  if (!Array.isArray(leaves)) return [finding(`the tiles of size ${newest.size} cannot be read: ${String(leaves)}`)];
  const wanted = new Map(seen.map(({ size, root }) => [size, root]));
  const findings: Finding[] = [];
  let size = 0;
  for (const root of rootsOf(leaves as Buffer[])) {
    const published = wanted.get(++size);
    if (published !== undefined && published !== root.toString('base64'))
      findings.push(finding(`what was published at size ${size} is no beginning of the log`));
  }
  return findings;
}
