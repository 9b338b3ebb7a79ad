import { isKind, isString, type PdfValue } from './value';

/** Two values to be compared, and the key under which they stand in a dictionary. */
export type Pair = readonly [PdfValue | undefined, PdfValue | undefined, string?];

/** Whether two values are written alike, references being equal by what they name. What is absent equals null. Nothing recurses. */
export function isEqual(a: PdfValue | undefined, b: PdfValue | undefined): boolean {
  const pairs: Pair[] = [[a, b]];
  for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
    const inner = innerPairs(pair[0] ?? null, pair[1] ?? null);
    if (!inner) return false;
    for (const one of inner) pairs.push(one);
  }
  return true;
}

/** What must be equal besides; `undefined` where the two differ by themselves. */
export function innerPairs(a: PdfValue, b: PdfValue): Pair[] | undefined {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined || y !== undefined) return x === y ? [] : undefined;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b ? [] : undefined;
  if (a.kind !== b.kind) return undefined;
  switch (a.kind) {
    case 'real':
      return undefined;
    case 'name':
      return isKind(b, 'name') && a.name === b.name ? [] : undefined;
    case 'hex':
    case 'literal':
      return isString(b) && a.kind === b.kind && Buffer.compare(a.raw, b.raw) === 0 ? [] : undefined;
    case 'reference':
      return isKind(b, 'reference') && a.number === b.number && a.generation === b.generation ? [] : undefined;
    case 'array':
      return isKind(b, 'array') && a.items.length === b.items.length ? a.items.map((item, index) => [item, b.items[index]]) : undefined;
    case 'dictionary':
      if (!isKind(b, 'dictionary') || a.repeats || b.repeats) return undefined;
      return [...new Set([...a.entries.keys(), ...b.entries.keys()])].map((key) => [a.entries.get(key), b.entries.get(key), key]);
    case 'stream':
      return isKind(b, 'stream') && Buffer.compare(a.data, b.data) === 0 ? [[a.dictionary, b.dictionary]] : undefined;
  }
}

const numberOf = (value: PdfValue): number | undefined =>
  isKind(value, 'real') ? value.value : typeof value === 'number' ? value : undefined;
