import { Failure } from '@lienthong/message';
import { type Scalar, formatted } from './format';
import type { Mapping, MappingRule } from './model';
import { alongside, put, stepsOf, valueAt, waysOf } from './pointer';

export interface Mapped {
  /** Envelope and data. */
  readonly message: Readonly<Record<string, unknown>>;
  /** What the adapter has written. */
  readonly out: unknown;
}

/**
 * What the adapter has written, with the mapping's rules applied one after the other. Total: a rule whose place is not there does nothing.
 * Throws `Failure` `ambiguous` for a code that a table does not have and a value that has not the form: the mapping is ours to mend, and the
 * message waits for that.
 */
export function applyMapping(mapping: Mapping, { message, out }: Mapped): unknown {
  const root = { message, out: JSON.parse(JSON.stringify(out)) as unknown };
  for (const rule of mapping.rules) {
    const target = stepsOf(rule.to);
    for (const way of waysOf(root, target)) {
      const along = (pointer: string): unknown => valueAt(root, alongside(stepsOf(pointer), target, way));
      if (!rule.when.every((condition) => holds(condition, along(condition.path)))) continue;
      const value = taken(rule, rule.from === undefined ? valueAt(root, way) : along(rule.from));
      if (value !== undefined) put(root, way, changed(mapping, rule, value));
    }
  }
  return root.out;
}

function taken({ constant, default: otherwise }: MappingRule, found: unknown): Scalar | undefined {
  if (constant !== undefined) return constant;
  return isScalar(found) && found !== '' ? found : otherwise;
}

function changed({ name, tables }: Mapping, { to, table, format }: MappingRule, value: Scalar): Scalar {
  const at = { mapping: name, path: to };
  let result = value;
  if (table !== undefined) {
    const codes = tables[table] ?? {};
    const theirs = Object.hasOwn(codes, String(value)) ? codes[String(value)] : undefined;
    if (theirs === undefined) throw new Failure('ambiguous', 'mapping.unmapped', { ...at, table, value: String(value).slice(0, 40) });
    result = theirs;
  }
  if (format === undefined) return result;
  const text = formatted(result, format);
  if (text === undefined) throw new Failure('ambiguous', 'mapping.format', { ...at, format: Object.entries(format).flat().join(' ') });
  return text;
}

const isScalar = (value: unknown): value is Scalar => ['string', 'number', 'boolean'].includes(typeof value);

function holds({ in: wanted, there }: MappingRule['when'][number], value: unknown): boolean {
  const isThere = value !== undefined && value !== null && value !== '';
  if (there !== undefined && there !== isThere) return false;
  return wanted === undefined || (isScalar(value) && wanted.includes(value));
}
