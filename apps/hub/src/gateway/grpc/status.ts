import { Metadata, status } from '@grpc/grpc-js';
import { problemOf, langOf } from '../http/problem';
import { type RefusalLog, logRefused } from '../log';
import { Gone } from '../refusal';

/** What grpc-js takes for the end of a call that failed. */
export interface CallFailure {
  readonly code: status;
  readonly details: string;
  readonly metadata: Metadata;
}

const codes: Readonly<Record<number, status>> = {
  400: status.INVALID_ARGUMENT,
  401: status.UNAUTHENTICATED,
  403: status.PERMISSION_DENIED,
  408: status.DEADLINE_EXCEEDED,
  413: status.RESOURCE_EXHAUSTED,
  422: status.INVALID_ARGUMENT,
  429: status.RESOURCE_EXHAUSTED,
  503: status.UNAVAILABLE,
};

/** The same refusal as over HTTP: its words in `details`, its code in the trailer `lt-code`. */
export function failureOf(error: unknown, language: string | undefined, log: RefusalLog): CallFailure {
  const { problem, headers } = problemOf(error, langOf(language));
  if (!(error instanceof Gone)) logRefused(log, { method: 'gRPC' }, problem, error);
  const metadata = new Metadata();
  metadata.set('lt-code', problem.code);
  if (headers['retry-after']) metadata.set('retry-after', headers['retry-after']);
  const where = problem.where === undefined ? '' : ` (${problem.where})`;
  // details travel in a header: grpc-js encodes what is not ASCII
  return { code: codes[problem.status] ?? status.INTERNAL, details: `${problem.code}: ${problem.title}${where}`, metadata };
}
