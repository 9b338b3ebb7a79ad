import { isDeepStrictEqual } from 'node:util';
import type { Change } from './change';

type Schema = Readonly<Record<string, unknown>>;

const all = ['null', 'boolean', 'object', 'array', 'string', 'number', 'integer'];

/** The types that a value may have; of a list of values, theirs. */
export function typesOf(schema: Schema): readonly string[] {
  const { type } = schema;
  const named = type === undefined ? undefined : Array.isArray(type) ? (type as string[]) : [type as string];
  const listed = valuesOf(schema)?.map(typeOf);
  const types = listed?.filter((one) => named === undefined || takes(named, one)) ?? named ?? all;
  return types;
}

export function typesNarrowed(a: Schema, b: Schema, at: string): Change[] {
  if (b['type'] === undefined) return [];
  const allowed = typesOf({ type: b['type'] });
  return typesOf(a).every((one) => takes(allowed, one)) ? [] : [{ at: `${at}/type`, rule: 'type' }];
}

export function valuesNarrowed(a: Schema, b: Schema, at: string): Change[] {
  const allowed = valuesOf(b);
  if (!allowed) return [];
  const had = valuesOf(a) ?? (typesOf(a).every((type) => type === 'boolean') ? [true, false] : undefined);
  const isSame = had?.every((value) => allowed.some((one) => isDeepStrictEqual(one, value)));
  return isSame ? [] : [{ at: `${at}/${'const' in b ? 'const' : 'enum'}`, rule: 'values' }];
}

function valuesOf(schema: Schema): readonly unknown[] | undefined {
  if ('const' in schema) return [schema['const']];
  return Array.isArray(schema['enum']) ? (schema['enum'] as unknown[]) : undefined;
}

const takes = (types: readonly string[], type: string): boolean => types.includes(type) || (type === 'integer' && types.includes('number'));

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}
