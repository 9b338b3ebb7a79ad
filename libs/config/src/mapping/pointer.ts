/** Steps of a JSON pointer (RFC 6901). */
export const stepsOf = (pointer: string): string[] =>
  pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

/** What stands at the end of the steps. */
export function valueAt(root: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((value, step) => (isContainer(value) && Object.hasOwn(value, step) ? value[step] : undefined), root);
}

/** Every way that the steps lead, `*` taken for each item; its last step need not be there, the one before does. */
export function waysOf(root: unknown, steps: readonly string[]): string[][] {
  let ways: { readonly steps: string[]; readonly value: unknown }[] = [{ steps: [], value: root }];
  for (const step of steps)
    ways = ways.flatMap(({ steps: before, value }) => {
      if (!isContainer(value)) return [];
      const next = step === '*' ? (Array.isArray(value) ? Object.keys(value) : []) : [step];
      return next.map((one) => ({ steps: [...before, one], value: Object.hasOwn(value, one) ? value[one] : undefined }));
    });
  return ways.map(({ steps: whole }) => whole);
}

/** The steps of `other` with the items that `way` has taken where `steps` says `*`. */
export function alongside(other: readonly string[], steps: readonly string[], way: readonly string[]): string[] {
  const items = way.filter((_, i) => steps[i] === '*');
  let used = 0;
  return other.map((step) => (step === '*' ? (items[used++] ?? step) : step));
}

export function put(root: unknown, way: readonly string[], value: unknown): void {
  const parent = valueAt(root, way.slice(0, -1));
  const last = way.at(-1);
  if (isContainer(parent) && last !== undefined) parent[last] = value;
}

const isContainer = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
