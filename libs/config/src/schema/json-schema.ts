import { z } from 'zod';
import type { Path } from '../source/yaml';

/** JSON Schema 2020-12 of what a person writes (before defaults and units are applied): for editors, docs and suggestions. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
}

export const jsonSchemaOf = (schema: z.ZodType): JsonSchema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

/** All shapes that a value at `path` may have; more than one where alternatives are allowed. */
export function schemasAt(root: JsonSchema, path: Path): JsonSchema[] {
  return path.reduce<JsonSchema[]>((shapes, step) => shapes.flatMap((shape) => alternatives(step, shape)), branches(root));
}

export const branches = (schema: JsonSchema): JsonSchema[] => {
  const options = schema.oneOf ?? schema.anyOf;
  return options ? options.flatMap(branches) : [schema];
};

function alternatives(step: PropertyKey, { items, properties, additionalProperties }: JsonSchema): JsonSchema[] {
  const named = typeof step === 'number' ? items : (properties?.[String(step)] ?? additionalProperties);
  return typeof named === 'object' ? branches(named) : [];
}
