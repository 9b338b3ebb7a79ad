import { Failure, isRecord, parseJson, refuse } from '@lienthong/message';
import addFormats from 'ajv-formats';
import { type AnySchemaObject, Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import { RE2JS } from 're2js';

export type JsonSchemaNode = boolean | Readonly<Record<string, unknown>>;

const limits = { characters: 256 * 1024, distinctItems: 1_000 };
const draft = 'https://json-schema.org/draft/2020-12/schema';
const formats = ['date', 'time', 'date-time', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uri', 'uuid'] as const;

/** Patterns come from outside and meet texts from outside: an engine whose time grows with the text and never faster. */
const linear = Object.assign((pattern: string) => RE2JS.compile(RE2JS.translateRegExp(pattern)), { code: 're2' });

/** Throws `Failure` `schema.unusable` with the place for what is no schema, or one that could not be applied in bounded time. */
export function readJsonSchema(text: string): JsonSchemaNode {
  if (text.length > limits.characters) throw unusable(`more than ${limits.characters} characters`);
  const schema = parsed(text);
  if (!isRecord(schema)) throw unusable('not a JSON object');
  const { $schema } = schema;
  if ($schema !== undefined && $schema !== draft) throw unusable(`$schema is not ${draft}`, '/$schema');
  requireBounded(schema, '');
  return schema;
}

/** Compiled once; the check throws `schema.mismatch` with the JSON pointer of the first wrong field. */
export function compileJsonSchema(text: string): (data: unknown) => void {
  const schema = readJsonSchema(text) as AnySchemaObject;
  const names = namesIn(schema);
  const validate = compiled(schema);
  return (data) => {
    if (kept(validate, data)) return;
    const errors = validate.errors ?? [];
    const error = errors.find(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf') ?? errors[0];
    throw refuse('schema.mismatch', { field: fieldOf(error, names), rule: error?.keyword ?? 'type' });
  };
}

function kept(validate: ValidateFunction, data: unknown): boolean {
  try {
    const answer: unknown = validate(data); // one that would come later is none
    return answer === true;
  } catch (cause) {
    throw new Failure('ambiguous', 'schema.unusable', { reason: 'a reference leads back to itself' }, { cause });
  }
}

function compiled(schema: AnySchemaObject): ValidateFunction {
  const lenient = { strictTypes: false, strictTuples: false, strictRequired: false, allowMatchingProperties: true };
  const ajv = new Ajv2020({ strict: true, ...lenient, ownProperties: true, code: { regExp: linear }, logger: false });
  addFormats(ajv, [...formats]);
  try {
    return ajv.compile(schema);
  } catch (cause) {
    throw unusable(cause instanceof Error ? cause.message : String(cause));
  }
}

function parsed(text: string): unknown {
  try {
    return parseJson(Buffer.from(text, 'utf8'));
  } catch (cause) {
    throw unusable(cause instanceof Failure ? (cause.detail['reason'] ?? 'not JSON') : String(cause));
  }
}

const data = new Set(['const', 'enum', 'default', 'examples']);
/** Whose members have names of the author's own. */
const maps = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);
/** Keywords of other times or makers that the validator knows: nobody compares them, and `$async` would have it answer later. */
const foreign = ['$async', 'dependencies', 'nullable', 'definitions'];

/** All in one file, nothing fetched, and no keyword whose work grows with the square of what a sender writes. */
function requireBounded(node: unknown, at: string): void {
  if (Array.isArray(node)) node.forEach((item, i) => requireBounded(item, `${at}/${i}`));
  if (!isRecord(node)) return;
  for (const keyword of ['$ref', '$dynamicRef'])
    if (typeof node[keyword] === 'string' && !node[keyword].startsWith('#'))
      throw unusable('a reference must stay in the file: #/$defs/…', `${at}/${keyword}`);
  if (at !== '' && typeof node['$id'] === 'string') throw unusable('$id belongs to the whole schema only', `${at}/$id`);
  const { uniqueItems, maxItems } = node;
  if (uniqueItems === true && !(typeof maxItems === 'number' && maxItems <= limits.distinctItems))
    throw unusable(`uniqueItems needs maxItems of at most ${limits.distinctItems}`, `${at}/uniqueItems`);
  for (const keyword of foreign) if (node[keyword] !== undefined) throw unusable(`${keyword} is no keyword of 2020-12`, `${at}/${keyword}`);
  for (const [key, value] of Object.entries(node)) {
    if (maps.has(key) && isRecord(value)) Object.entries(value).forEach(([name, one]) => requireBounded(one, `${at}/${key}/${name}`));
    else if (!data.has(key)) requireBounded(value, `${at}/${key}`);
  }
}

/** Every property that the schema names, wherever it stands. */
function namesIn(node: unknown, names = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(node)) node.forEach((item) => namesIn(item, names));
  if (!isRecord(node)) return names;
  if (isRecord(node['properties'])) Object.keys(node['properties']).forEach((name) => names.add(name));
  Object.values(node).forEach((value) => namesIn(value, names));
  return names;
}

/** A place never tells what a sender wrote: names that the schema does not know stand as `*`. */
function fieldOf(error: ErrorObject | undefined, names: ReadonlySet<string>): string {
  const params = (error?.params ?? {}) as Readonly<Record<string, unknown>>;
  const missing = params['missingProperty'];
  const surplus = params['additionalProperty'] ?? params['unevaluatedProperty'] ?? params['propertyName'];
  const steps = (error?.instancePath ?? '').split('/').slice(1);
  const known = steps.map((step) => (names.has(step.replaceAll('~1', '/').replaceAll('~0', '~')) || /^\d{1,5}$/.test(step) ? step : '*'));
  const last =
    typeof missing === 'string' ? [missing] : typeof surplus === 'string' ? [/^[A-Za-z_]{1,40}$/.test(surplus) ? surplus : '*'] : [];
  return [...known, ...last].map((step) => `/${step}`).join('');
}

const unusable = (reason: string, field = ''): Failure => refuse('schema.unusable', { ...(field && { field }), reason });
