import { type ErrorCode, refuse } from '@lienthong/message';
import type { ValidateFunction } from 'ajv';

/** A schema that is compiled when the first message asks for it: most commands never do. */
export function compiledOnce<T>(compile: () => ValidateFunction<T>): () => ValidateFunction<T> {
  let check: ValidateFunction<T> | undefined;
  return () => (check ??= compile());
}

/** The data when it has the schema's shape. Throws `code` with the JSON pointer of the first wrong field. */
export function shaped<T>(schema: () => ValidateFunction<T>, data: unknown, code: ErrorCode): T {
  const check = schema();
  if (check(data)) return data;
  const [error] = check.errors ?? [];
  const params = (error?.params ?? {}) as { missingProperty?: string; additionalProperty?: string };
  const name = params.missingProperty ?? known(params.additionalProperty);
  throw refuse(code, { field: `${error?.instancePath ?? ''}${name ? `/${name}` : ''}`, rule: error?.keyword ?? 'type' });
}

/** A sender's own property name is repeated only when it can hold nothing but a name. */
const known = (name: string | undefined) => (name && /^[A-Za-z_]{1,40}$/.test(name) ? name : undefined);
