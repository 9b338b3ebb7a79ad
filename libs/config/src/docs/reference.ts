import { branches, type JsonSchema } from '../schema/json-schema';
import type { Schemas } from './schemas';

const introduction = `# Configuration reference

Generated from the schemas. Unknown keys are refused. Durations are written \`50ms\`, \`10s\`, \`5m\`, \`2h\`, \`7d\`; sizes \`64KiB\`, \`8MiB\`.
Keys named \`file\`, \`dir\` or ending in \`File\` or \`Dir\`, and all below a key that begins with \`secret\`, are paths: relative to the
configuration folder, or below \`\${data}\`.
Secrets stand in files only.`;

/** Markdown of every key with its meaning and its default; {@link jsonSchemas} gives the schemas. */
export function referenceDocs(schemas: Schemas): string {
  const sections = Object.entries(schemas).map(([file, schema]) => `## ${file}\n\n${shapesOf(schema).map(table).join('\n\n')}`);
  return `${[introduction, ...sections].join('\n\n')}\n`;
}

interface Shape {
  readonly title?: string;
  readonly schema: JsonSchema;
}

/** A file is a map, a list of maps, or one of several maps. */
function shapesOf(schema: JsonSchema): Shape[] {
  const options = branches(schema);
  return options.map((option) => ({ title: adapterOf(option), schema: option }));
}

const adapterOf = ({ properties }: JsonSchema): string | undefined => {
  const type = properties?.['adapter']?.const;
  return typeof type === 'string' ? `### adapter: ${type}\n\n` : undefined;
};

const table = ({ title = '', schema }: Shape): string =>
  `${title}| key | value | default | meaning |\n| --- | --- | --- | --- |\n${rows(schema, '').join('\n')}`;

function rows(schema: JsonSchema, prefix: string): string[] {
  const shapes = branches(schema);
  return shapes.flatMap((shape) => {
    const at = shapes.length === 1 ? prefix : `${prefix}{${variantOf(shape)}}`;
    return [
      ...Object.entries(shape.properties ?? {}).flatMap(([key, field]) =>
        keyRows(field, join(at, key), shape.required?.includes(key) === true),
      ),
      ...(shape.items ? rows(shape.items, `${at}[]`) : []),
      ...(typeof shape.additionalProperties === 'object' ? rows(shape.additionalProperties, join(at, '<name>')) : []),
    ];
  });
}

/** What tells one allowed shape from the others: the value of the key that names it. */
function variantOf({ properties, type = 'any' }: JsonSchema): string {
  const value = Object.values(properties ?? {}).find((field) => field.const !== undefined)?.const;
  return value === undefined ? type : JSON.stringify(value).replaceAll('"', '');
}

const join = (prefix: string, key: string): string => (prefix === '' ? key : `${prefix}.${key}`);

const keyRows = (field: JsonSchema, key: string, required: boolean): string[] => [
  `| \`${key}\` | ${valueOf(field)} | ${fallback(field, required)} | ${cell(field.description ?? '')} |`,
  ...rows(field, key),
];

const fallback = (field: JsonSchema, required: boolean): string => {
  if (required) return '**required**';
  const given = field.default;
  if (given === undefined) return '';
  return field.properties && JSON.stringify(given) === '{}' ? 'see below' : code(given);
};

function valueOf(field: JsonSchema): string {
  if (field.const !== undefined) return code(field.const);
  if (field.enum) return field.enum.map(code).join(', ');
  const [example] = field.examples ?? [];
  if (example !== undefined) return `like ${code(example)}`;
  if (field.items) return `list of ${valueOf(field.items)}`;
  const options = field.oneOf ?? field.anyOf;
  return options ? [...new Set(options.map(valueOf))].join(' or ') : (field.type ?? 'any');
}

const code = (value: unknown): string => `\`${typeof value === 'string' && value !== '' ? value : JSON.stringify(value)}\``;

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
