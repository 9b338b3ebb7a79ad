import { Refusal } from '../refusal';

/** The first of `types` that weighs most in Accept (RFC 9110 §12.5.1); without one, or with any, the first. @throws Refusal `gateway.not-acceptable` */
export function accepted<T extends string>(header: string | undefined, types: readonly [T, ...T[]]): T {
  if (header === undefined || header.trim() === '') return types[0];
  const ranges = header.split(',').map(rangeIn);
  const weighed = types.map((type) => ({ type, weight: weightOf(type, ranges) }));
  const best = weighed.reduce((a, b) => (b.weight > a.weight ? b : a));
  if (best.weight <= 0) throw new Refusal('gateway.not-acceptable');
  return best.type;
}

interface Range {
  readonly range: string;
  readonly q: number;
}

function rangeIn(text: string): Range {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = Number(parameters.map((one) => /^q=([\d.]+)$/.exec(one)?.[1]).find(Boolean) ?? 1);
  return { range, q };
}

/** The most specific range counts. */
function weightOf(type: string, ranges: readonly Range[]): number {
  const [main = ''] = type.split('/');
  for (const wanted of [type, `${main}/*`, '*/*']) {
    const found = ranges.find(({ range }) => range === wanted);
    if (found) return found.q;
  }
  return 0;
}
