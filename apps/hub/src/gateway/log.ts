import { causeOf } from '@lienthong/pipeline';
import type { Logger } from '@lienthong/runtime';
import type { Problem } from './http/problem';

/** The role's logger among Nest's providers. */
export const gatewayLog = Symbol('gateway log');

export type RefusalLog = Pick<Logger, 'info' | 'warn' | 'error'>;

/** One line for whatever was not done. Of what cannot be done at the moment it says why: an administrator can mend that, the caller cannot. */
export function logRefused(log: RefusalLog, facts: object, { status, code }: Problem, error: unknown): void {
  const why = error instanceof Error ? causeOf(error) : {};
  if (status === 500) log.error({ ...facts, error }, 'a request met a defect');
  else if (status === 503) log.warn({ ...facts, status, code, ...why }, 'refused');
  else log.info({ ...facts, status, code }, 'refused');
}
