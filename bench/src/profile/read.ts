import { readFile } from 'node:fs/promises';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

interface CpuProfile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

/** One function in the tree of calls; `micros` with all that it called. */
export interface Frame {
  readonly name: string;
  /** Package or own library and file, `''` for the engine. */
  readonly place: string;
  readonly micros: number;
  readonly children: readonly Frame[];
}

/** A `.cpuprofile` of V8 as a tree, without the time in which nothing ran or the program was being loaded. */
export async function readProfile(file: string): Promise<Frame> {
  const { nodes, samples, timeDeltas } = JSON.parse(await readFile(file, 'utf8')) as CpuProfile;
  const own = new Map<number, number>();
  for (const [i, id] of samples.entries()) own.set(id, (own.get(id) ?? 0) + (timeDeltas[i] ?? 0));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const frameOf = (id: number): Frame[] => {
    const node = byId.get(id);
    if (!node || node.callFrame.functionName === '(idle)' || node.callFrame.url.startsWith('node:internal/modules/')) return [];
    const children = (node.children ?? []).flatMap(frameOf);
    const micros = children.reduce((sum, child) => sum + child.micros, own.get(id) ?? 0);
    return micros > 0 ? [{ name: node.callFrame.functionName || '(anonymous)', place: placeOf(node.callFrame.url), micros, children }] : [];
  };
  return frameOf(nodes[0]?.id ?? 0)[0] ?? { name: '(root)', place: '', micros: 0, children: [] };
}

function placeOf(url: string): string {
  const found = /node_modules\/((?:@[^/]+\/)?[^/]+)|((?:libs|apps)\/.+)$/.exec(url);
  return found?.[1] ?? found?.[2] ?? (url.startsWith('node:') ? url : '');
}
