import { type Auth, type AuthDeps, createAuth, type HttpResponse, statusFailure, unreadableAnswer, withAuth } from '@lienthong/adapter-kit';
import { Failure, isRecord, later } from '@lienthong/message';
import type { DocumentAxisConfig } from './config';

/** An answer with ErrorCode 0. */
export interface Answer {
  /** Bytes as they came. */
  readonly body: Uint8Array;
  /** The answer's members; each is checked by whoever uses it. */
  readonly members: Readonly<Record<string, unknown>>;
}

export interface Call {
  readonly method: string;
  /** Become headers with the axis' prefix, in this order. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  readonly contentType?: string;
  readonly stop?: AbortSignal | undefined;
  readonly timeoutMs?: number;
}

/** The axis said no: an ErrorCode other than 0, whose meaning is published nowhere. */
export class Declined extends Error {
  override readonly name = 'Declined';

  constructor(
    readonly method: string,
    /** A short token; free text of the answer may name a person and is left behind. */
    readonly errorCode: string,
  ) {
    super(`${method} ErrorCode=${errorCode}`);
  }
}

/** Calls a method of the axis; throws {@link Declined} or `Failure`. */
export type CallAxis = (call: Call) => Promise<Answer>;

const prefix = 'XroadVnpt-';
const parameterNames = [
  'serviceType',
  'systemid',
  'messageType',
  'hash-file',
  'from',
  'to',
  'docId',
  'status',
  'timestamp',
  'Content-Type',
];

/** The dialect of the national client: every parameter a signed header, every answer JSON with `ErrorCode`. The time stamp is that of the request. */
export function axisCalls(
  config: Pick<DocumentAxisConfig, 'baseUrl' | 'systemid' | 'secretFile' | 'maxAnswer' | 'timeout'>,
  tools: AuthDeps,
): CallAxis {
  const http = withAuth(tools.http, authFor(config, tools));
  return async ({ method, parameters = {}, body = '', contentType = 'application/json', stop, timeoutMs = config.timeout }) => {
    const named = Object.entries({ serviceType: 'eDoc', ...parameters }).map(([name, value]) => [`${prefix}${name}`, value] as const);
    const response = await http.request({
      method: 'POST',
      url: `${config.baseUrl}/${method}`,
      headers: { ...Object.fromEntries<string>(named), 'Content-Type': contentType, [`${prefix}version`]: '3.0.201608' },
      body,
      ...(stop && { signal: stop }),
      timeoutMs,
      maxResponseBytes: config.maxAnswer,
    });
    return read(method, response);
  };
}

const authFor = ({ systemid, secretFile }: Pick<DocumentAxisConfig, 'systemid' | 'secretFile'>, tools: AuthDeps): Auth =>
  createAuth(
    {
      kind: 'hmac-headers',
      prefix,
      fixed: { systemid },
      timestampHeader: 'timestamp',
      signed: parameterNames,
      keyHeader: 'sign-header-key',
      jsonHeader: 'sign-header',
      hashHeader: 'hash-header',
      secretFile,
    },
    tools,
  );

function read(method: string, response: HttpResponse): Answer {
  const failure = statusFailure(response);
  if (failure) throw failure;
  const members = membersOf(method, response.body);
  const code = codeOf(members['ErrorCode']);
  if (code === undefined) throw unreadableAnswer({ method, reason: 'no ErrorCode' });
  if (!/^0+$/.test(code)) throw new Declined(method, code);
  return { body: response.body, members };
}

/** Lists may hold more values than `parseJson` takes, and one odd text in a row must not hide the others. */
function membersOf(method: string, body: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const answer: unknown = JSON.parse(new TextDecoder('utf-8').decode(body));
    if (isRecord(answer)) return answer;
  } catch (cause) {
    throw unreadableAnswer({ method, reason: 'not JSON' }, cause);
  }
  throw unreadableAnswer({ method, reason: 'not an object' });
}

const codeOf = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && /^-?\w{1,20}$/.test(String(value)) ? String(value) : undefined;

/** For a question, which changes nothing: whatever its end, it may be asked again. */
export function asQuestion(cause: unknown): Failure {
  if (cause instanceof Declined) return later('delivery.unavailable', { method: cause.method, errorCode: cause.errorCode });
  if (cause instanceof Failure && cause.kind !== 'ambiguous') return cause;
  return later('delivery.unavailable', cause instanceof Failure ? cause.detail : { reason: String(cause) }, cause);
}
