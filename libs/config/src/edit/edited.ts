import { type Document, parseDocument } from 'yaml';

/** A file that was changed where it had to be: every other line stands as somebody wrote it. */
export interface Edited {
  readonly text: string;
  /** What differs, lines that begin with `-` or `+`. */
  readonly lines: readonly string[];
}

/** `undefined` when `change` finds nothing here to change. */
export function edited(text: string, change: (document: Document) => boolean): Edited | undefined {
  const document = parseDocument(text, { version: '1.2' });
  const before = written(document);
  if (!change(document)) return undefined;
  const own = text.split('\n');
  const steps = difference(before, written(document));
  // the writer has a style of its own: as long as it keeps to the lines, those that are not concerned stay as they were
  const kept = own.length === before.length ? own : before;
  const result = steps.flatMap((step) => (step.kind === 'added' ? [step.line] : step.kind === 'kept' ? [kept[step.at] ?? ''] : []));
  const lines = steps.flatMap((step) =>
    step.kind === 'kept' ? [] : [step.kind === 'added' ? `+ ${step.line}` : `- ${kept[step.at] ?? ''}`],
  );
  return { text: result.join('\n'), lines };
}

const written = (document: Document): string[] => document.toString({ lineWidth: 0 }).split('\n');

type Step = { readonly kind: 'kept' | 'removed'; readonly at: number } | { readonly kind: 'added'; readonly line: string };

/** What makes `after` of `before`: the lines that both have at their ends aside, the longest common run. */
function difference(before: readonly string[], after: readonly string[]): Step[] {
  const shorter = Math.min(before.length, after.length);
  let [head, tail] = [0, 0];
  while (head < shorter && before[head] === after[head]) head++;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const end = before.length - tail;
  return [
    ...range(0, head).map((at) => ({ kind: 'kept' as const, at })),
    ...middle(before, [head, end], after.slice(head, after.length - tail)),
    ...range(end, before.length).map((at) => ({ kind: 'kept' as const, at })),
  ];
}

function middle(before: readonly string[], [from, to]: readonly [number, number], after: readonly string[]): Step[] {
  const steps: Step[] = [];
  let [at, fresh]: [number, Step[]] = [from, []];
  const removedUpTo = (end: number): Step[] => range(at, end).map((one) => ({ kind: 'removed', at: one }));
  for (const line of after) {
    const found = before.indexOf(line, at);
    if (found < 0 || found >= to || line.trim() === '') fresh.push({ kind: 'added', line });
    else {
      steps.push(...removedUpTo(found), ...fresh, { kind: 'kept', at: found });
      [at, fresh] = [found + 1, []];
    }
  }
  return [...steps, ...removedUpTo(to), ...fresh];
}

const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
