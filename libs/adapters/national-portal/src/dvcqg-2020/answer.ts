import { type HttpResponse, statusFailure, unreadableAnswer } from '@lienthong/adapter-kit';
import { type Failure, isRecord, later, parseJson, refuse } from '@lienthong/message';
import { dossierRow, progressRow } from './model';

export interface Answer {
  /** Bytes as they came. */
  readonly body: Uint8Array;
  /** `error_code` as text. */
  readonly code: string;
  readonly result: readonly unknown[];
  /** Names of fields that the message mentions: all of it that may be kept, for the rest may name a person. */
  readonly fields: string;
}

/** `error_code` comes as a number or as text; only what is numerically 0 is good. */
export const isGood = ({ code }: Answer): boolean => /^[+-]?0+$/.test(code);

/** Throws `Failure`: an HTTP status that says no, or ambiguous `delivery.unknown` when there is no `error_code`. */
export function readAnswer(service: string, response: HttpResponse): Answer {
  const failure = statusFailure(response);
  if (failure) throw failure.kind === 'permanent' ? notPassed(service, response.status) : failure;
  const { body } = response;
  try {
    const answer = parseJson(body);
    const code = isRecord(answer) ? codeOf(answer['error_code']) : '';
    if (!isRecord(answer) || !/^[+-]?\w{1,20}$/.test(code)) throw new Error('there is no error_code');
    return { body, code, result: Array.isArray(answer['result']) ? answer['result'] : [], fields: fieldsIn(answer['message']) };
  } catch (cause) {
    throw unreadableAnswer({ service, form: formOf(body) }, cause);
  }
}

/** The portal refuses with HTTP 200: any other no comes from what stands between, and only of a size it can be about the dossier. */
function notPassed(service: string, status: number): Failure {
  const detail = { service, status: String(status), reason: 'the exchange network does not pass the call' };
  if (status === 413) return refuse('delivery.refused', detail);
  return later([404, 405, 410].includes(status) ? 'delivery.unavailable' : 'delivery.failed', detail);
}

const codeOf = (value: unknown): string => (typeof value === 'number' || typeof value === 'string' ? String(value).trim() : '');

/** What a sysadmin wants to know of an answer that is no answer. */
const formOf = (body: Uint8Array): string => {
  if (body.length === 0) return 'empty';
  return body[0] === 0x3c ? 'HTML' : 'not the portal’s JSON';
};

const known = new Set([...Object.keys(dossierRow.shape), ...Object.keys(progressRow.shape)]);

const fieldsIn = (message: unknown): string =>
  typeof message === 'string' ? [...new Set(message.slice(0, 2_000).match(/\w+/g) ?? [])].filter((word) => known.has(word)).join(' ') : '';
