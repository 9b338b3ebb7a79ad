import {
  createAuth,
  type HttpRequest,
  type HttpResponse,
  loginFailure,
  lookupFailure,
  statusFailure,
  type Tools,
  unreadableAnswer,
} from '@lienthong/adapter-kit';
import { type Failure, isRecord, later, parseJson, refuse } from '@lienthong/message';
import type { DvcqgConfig } from './config';

export interface Answer {
  /** Bytes as they came. */
  readonly body: Uint8Array;
  readonly code: string;
  readonly result: readonly unknown[];
}

/** The portal's protocol: log-in, then one flat JSON object a call; every answer is HTTP 200 with `error_code`. */
export interface Dvcqg {
  /**
   * Throws `Failure`: permanent `delivery.refused` when a fresh session does not help although the portal accepts it, transient
   * `delivery.unavailable` when the portal does not, transient `delivery.failed` for a code that the configuration calls temporary.
   */
  call(service: string, parameters: Readonly<Record<string, unknown>>, stop: AbortSignal): Promise<Answer>;
  /** Logs in unless there is a session. */
  login(): Promise<void>;
}

export function dvcqg(config: DvcqgConfig, tools: Tools): Dvcqg {
  const { madonvi, timeout: timeoutMs, dstcode, baseUrl } = config;
  const auth = createAuth(
    {
      kind: 'session-login',
      url: `${baseUrl}${config.authPath}`,
      username: config.username,
      passwordFile: config.passwordFile,
      headers: { dstcode },
      sessionField: 'session',
      errorField: 'error_code',
      place: { in: 'body', field: 'session' },
      lifetime: 540_000,
    },
    tools,
  );
  const url = `${baseUrl}${config.integrationPath}`;
  const headers = { accept: 'application/json', 'content-type': 'application/json', charset: 'utf-8', dstcode };

  const ask = async (service: string, request: HttpRequest) => readAnswer(service, await tools.http.request(request));

  const send = async (service: string, parameters: Readonly<Record<string, unknown>>, signal: AbortSignal) => {
    const body = JSON.stringify({ madonvi, service, ...parameters });
    const request = await auth.authorise({ method: 'POST', url, headers, body, signal, timeoutMs });
    return { request, answer: await ask(service, request) };
  };

  /** Does the portal answer a harmless question in the same session? Asks for a dossier of ours that never was. */
  const accepts = async (refused: HttpRequest): Promise<boolean> => {
    const { session } = JSON.parse(String(refused.body)) as { readonly session: unknown };
    const body = JSON.stringify({ session, madonvi, service: 'TraCuuHoSo', mahoso: `${madonvi}-000101-0000` });
    try {
      return isGood(await ask('TraCuuHoSo', { ...refused, body }));
    } catch (cause) {
      throw lookupFailure('TraCuuHoSo', cause);
    }
  };

  const isTemporary = ({ code }: Answer): boolean => config.temporaryCodes.includes(code);

  const failureOf = async (service: string, request: HttpRequest, answer: Answer): Promise<Failure> => {
    const detail = { service, errorCode: answer.code };
    if (isTemporary(answer)) return later('delivery.failed', detail);
    if (await accepts(request)) return refuse('delivery.refused', detail);
    return later('delivery.unavailable', { ...detail, reason: 'a fresh session is not accepted' });
  };

  return {
    async call(service, parameters, stop) {
      let { request, answer } = await send(service, parameters, stop);
      // Which code stands for an expired session is published nowhere: a refusal is tried once more with a new one.
      if (!isGood(answer) && !isTemporary(answer)) {
        await auth.renew(request);
        ({ request, answer } = await send(service, parameters, stop));
      }
      if (isGood(answer)) return answer;
      throw await failureOf(service, request, answer);
    },
    async login() {
      await auth.authorise({ method: 'POST', url, body: '{}' }).catch((cause: unknown) => Promise.reject(loginFailure('log-in', cause)));
    },
  };
}

/** `error_code` comes as a number or as text: 0, "0" and "00" are good. */
const isGood = ({ code }: Answer): boolean => /^0+$/.test(code);

const codeOf = (value: unknown): string => (typeof value === 'number' || typeof value === 'string' ? String(value) : '');

function readAnswer(service: string, response: HttpResponse): Answer {
  const failure = statusFailure(response);
  if (failure) throw failure;
  try {
    const answer = parseJson(response.body);
    const code = isRecord(answer) ? codeOf(answer['error_code']) : '';
    if (!isRecord(answer) || !/^-?\w{1,20}$/.test(code)) throw new Error('there is no error_code');
    return { body: response.body, code, result: Array.isArray(answer['result']) ? answer['result'] : [] };
  } catch (cause) {
    throw unreadableAnswer({ service }, cause);
  }
}
