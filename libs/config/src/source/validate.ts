import { z } from 'zod';
import { type Problem, problem, type Words } from '../problem';
import { type JsonSchema, jsonSchemaOf, schemasAt } from '../schema/json-schema';
import { nearest } from './nearest';
import { type Path, placeOf, type Source } from './yaml';

type Issue = z.core.$ZodIssue;

const vietnamese = z.locales.vi().localeError;

/** Checks `data`, which stands at `prefix` of the source, against its schema; each deviation becomes a problem with its place. */
export function validate<T>(schema: z.ZodType<T>, source: Source, data: unknown, prefix: Path = []): { value?: T; problems: Problem[] } {
  const result = schema.safeParse(data, { reportInput: true });
  if (result.success) return { value: result.data, problems: [] };
  const shape = jsonSchemaOf(schema);
  return { problems: result.error.issues.flatMap((issue) => explain(issue, [], { source, shape, prefix })) };
}

interface Context {
  readonly source: Source;
  readonly shape: JsonSchema;
  readonly prefix: Path;
}

function explain(issue: Issue, base: Path, context: Context): Problem[] {
  const path = [...base, ...issue.path];
  const place = placeOf(context.source, [...context.prefix, ...path]);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path, context));
  if (issue.code === 'invalid_union' && issue.errors.length > 0)
    return bestBranch(issue.errors).flatMap((inner) => explain(inner, path, context));
  if (issue.code === 'invalid_type' && issue.input === undefined) return [problem('config.missing-key', place, missing(path, context))];
  return [problem('config.invalid-value', place, wrong(issue, path, context))];
}

function unknownKey(key: string, path: Path, { source, shape, prefix }: Context): Problem {
  const known = [...new Set(schemasAt(shape, path).flatMap(({ properties }) => Object.keys(properties ?? {})))];
  const close = nearest(key, known);
  const words: Words =
    close === undefined
      ? { vi: `"${key}"; các khóa có: ${known.join(', ')}`, en: `"${key}"; known keys: ${known.join(', ')}` }
      : { vi: `"${key}"; khóa gần nhất: "${close}"`, en: `"${key}"; nearest known key: "${close}"` };
  return problem('config.unknown-key', placeOf(source, [...prefix, ...path, key], 'key'), words);
}

/** Of several allowed shapes the one that was most likely meant: fewest complaints, the deepest first. */
const bestBranch = (branches: readonly (readonly Issue[])[]): readonly Issue[] =>
  branches.reduce((best, branch) => (weight(branch) < weight(best) ? branch : best));

const weight = (branch: readonly Issue[]): number => branch.length - Math.max(...branch.map((issue) => issue.path.length)) / 10;

const dotted = (path: Path): string => path.map(String).join('.') || '.';

function missing(path: Path, context: Context): Words {
  const meaning = schemasAt(context.shape, path).find(({ description }) => description !== undefined)?.description;
  const words = `"${dotted([...context.prefix, ...path])}"${meaning === undefined ? '' : ` (${meaning})`}`;
  return { vi: words, en: words };
}

/** Examples of our own formats and lists of choices say more than regular expressions and types. */
function wrong(issue: Issue, path: Path, context: Context): Words {
  const name = `"${dotted([...context.prefix, ...path])}"`;
  const shapes = schemasAt(context.shape, path);
  const choices = shapes.flatMap((shape) => shape.enum ?? (shape.const === undefined ? [] : [shape.const]));
  const examples = shapes.flatMap((shape) => shape.examples ?? []);
  if (choices.length > 0) return { vi: `${name}, chọn một trong ${list(choices)}`, en: `${name}, one of ${list(choices)}` };
  if (examples.length > 0 && (issue.code === 'invalid_format' || issue.code === 'invalid_type'))
    return { vi: `${name}, viết như ${list(examples)}`, en: `${name}, write it like ${list(examples)}` };
  return { vi: `${name}: ${inVietnamese(issue)}`, en: `${name}: ${issue.message}` };
}

const list = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(', ');

function inVietnamese(issue: Issue): string {
  if (issue.code === 'custom') return typeof issue.params?.['vi'] === 'string' ? issue.params['vi'] : issue.message;
  const words = vietnamese(issue as z.core.$ZodRawIssue);
  return (typeof words === 'string' ? words : words?.message) ?? issue.message;
}
