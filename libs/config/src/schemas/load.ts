import type { SchemaConfig } from '../model';
import type { Problem } from '../problem';
import { schemaType } from '../schema/schema-type';
import { schemaFiles } from '../source/files';
import { located } from '../source/located';
import { validate } from '../source/validate';
import { readSource } from '../source/yaml';
import { readSchemas } from './read';

/** The registry alone, whatever the rest of the configuration says. */
export function loadSchemas(dir: string, builtIn: readonly string[]): { schemas: readonly SchemaConfig[]; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const entries = schemaFiles(dir).flatMap((file) => {
    const source = readSource(dir, file);
    const { value, problems: wrong } = Array.isArray(source)
      ? { value: undefined, problems: source }
      : validate(schemaType, source, source.document.toJS());
    problems.push(...wrong);
    return value === undefined || Array.isArray(source) ? [] : [located(source, value)];
  });
  const { schemas, problems: inFiles } = readSchemas(dir, { schemas: entries }, builtIn);
  return { schemas, problems: [...problems, ...inFiles] };
}
