import { isDeepStrictEqual } from 'node:util';
import { Failure } from '@lienthong/message';
import { applyMapping } from './apply';
import type { Mapping, MappingTest } from './model';

/** What a case gives instead of what it says; `undefined` when it passes. */
export function failureOf(mapping: Mapping, { message, out, expect, code }: MappingTest): string | undefined {
  const actual = outcomeOf(mapping, message, out);
  if (code !== undefined) return actual.code === code ? undefined : JSON.stringify(actual);
  return actual.code === undefined && isDeepStrictEqual(actual.out, expect) ? undefined : JSON.stringify(actual);
}

function outcomeOf(mapping: Mapping, message: MappingTest['message'], out: unknown): { out?: unknown; code?: string } {
  try {
    return { out: applyMapping(mapping, { message, out }) };
  } catch (error) {
    if (error instanceof Failure) return { code: error.code, ...error.detail };
    throw error;
  }
}
