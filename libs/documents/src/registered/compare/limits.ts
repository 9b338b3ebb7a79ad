import type { Change, ChangeRule } from './change';
import { typesOf } from './values';

type Schema = Readonly<Record<string, unknown>>;

const kinds: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType'],
  array: ['minItems', 'maxItems'],
  object: ['minProperties', 'maxProperties'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
};

/** Limits that are new or tighter; those on a type that the older schema does not take concern nobody. */
export function limitsNarrowed(a: Schema, b: Schema, at: string): Change[] {
  const types = typesOf(a).map((type) => (type === 'integer' ? 'number' : type));
  const keywords = [...new Set(types)].flatMap((type) => kinds[type] ?? []);
  return keywords.flatMap((keyword) => {
    if (b[keyword] === undefined || follows(keyword, a, b[keyword])) return [];
    const rule: ChangeRule = typeof b[keyword] === 'number' ? 'limit' : 'pattern';
    return [{ at: `${at}/${keyword}`, rule }];
  });
}

/** Does what `a` takes keep this limit in any case? */
function follows(keyword: string, a: Schema, limit: unknown): boolean {
  if (typeof limit !== 'number') return a[keyword] === limit;
  const was = (name: string): number | undefined => (typeof a[name] === 'number' ? a[name] : undefined);
  switch (keyword) {
    case 'minimum':
      return (was('minimum') ?? -Infinity) >= limit || (was('exclusiveMinimum') ?? -Infinity) >= limit;
    case 'maximum':
      return (was('maximum') ?? Infinity) <= limit || (was('exclusiveMaximum') ?? Infinity) <= limit;
    case 'exclusiveMinimum':
      return (was('minimum') ?? -Infinity) > limit || (was('exclusiveMinimum') ?? -Infinity) >= limit;
    case 'exclusiveMaximum':
      return (was('maximum') ?? Infinity) < limit || (was('exclusiveMaximum') ?? Infinity) <= limit;
    case 'multipleOf':
      return (
        was(keyword) === limit || (limit === 1 && typesOf(a).every((type) => type === 'integer')) || isWholeMultiple(was(keyword), limit)
      );
    default:
      return keyword.startsWith('min') ? (was(keyword) ?? 0) >= limit : (was(keyword) ?? Infinity) <= limit;
  }
}

const isWholeMultiple = (was: number | undefined, limit: number): boolean =>
  was !== undefined && Number.isInteger(was) && Number.isInteger(limit) && was % limit === 0;
