import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { type Place, type Problem, problem, quoted } from '../problem';

export type Path = readonly PropertyKey[];

/** One parsed YAML 1.2 file that still knows where everything stands. */
export interface Source {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
  /** Keys whose value came from the command line, not from the file; `option` is how it was given there. */
  readonly overridden: { readonly path: readonly string[]; readonly option: string }[];
}

export function readSource(dir: string, file: string): Source | Problem[] {
  let text: string;
  try {
    text = readFileSync(join(dir, file), 'utf8');
  } catch (cause) {
    return [problem('config.unreadable', { file, line: 1, column: 1 }, quoted(cause))];
  }
  return parseSource(file, text);
}

/** Errors and warnings of the parser are problems alike: a tag or key that is not understood is never passed over. */
export function parseSource(file: string, text: string): Source | Problem[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2' });
  const faults = [...document.errors, ...document.warnings];
  if (faults.length > 0) return faults.map((fault) => problem('config.syntax', placeAt(file, lines, fault.pos[0]), quoted(fault)));
  try {
    document.toJS();
  } catch (cause) {
    return [problem('config.syntax', placeAt(file, lines, 0), quoted(cause))];
  }
  return { file, document, lines, overridden: [] };
}

const placeAt = (file: string, lines: LineCounter, offset: number): Place => {
  const { line, col } = lines.linePos(offset);
  return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
};

/**
 * The place of what `path` leads to, or of the nearest ancestor that exists. A scalar is shown at its value, a block at its key;
 * with `at: 'key'` always the key.
 */
export function placeOf(source: Source, path: Path, at: 'key' | 'value' = 'value'): Place {
  const override = source.overridden.find((given) => given.path.every((key, i) => path[i] === key));
  if (override) return optionPlace(override.option);
  let node: Node | null = source.document.contents;
  let mark = start(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    const found = child(source, node, step);
    if (!found) return placeAt(source.file, source.lines, mark);
    if (found.mark === undefined) return madeByOption(source, path.slice(0, depth + 1)) ?? placeAt(source.file, source.lines, mark);
    mark = found.mark;
    node = found.node;
  }
  const inline = at === 'value' && (isScalar(node) || ((isMap(node) || isSeq(node)) && node.flow === true));
  return placeAt(source.file, source.lines, inline ? (start(node) ?? mark) : mark);
}

export const optionPlace = (option: string): Place => ({ file: `--set ${option}`, line: 1, column: 1 });

/** A key without a place in the file was made on the way to an overridden one. */
function madeByOption(source: Source, path: Path): Place | undefined {
  const override = source.overridden.find((given) => path.every((key, i) => given.path[i] === key));
  return override && optionPlace(override.option);
}

const start = (node: unknown): number | undefined => (node as Node | null | undefined)?.range?.[0];

function child(source: Source, parent: Node | null, step: PropertyKey): { node: Node | null; mark: number | undefined } | undefined {
  const node = isAlias(parent) ? parent.resolve(source.document) : parent;
  if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
    const item = node.items[step] as Node | null;
    return { node: item, mark: start(item) };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : key) === String(step));
  return pair && { node: pair.value as Node | null, mark: start(pair.key) };
}
