import { createAuth, type HttpRequest, loginFailure, lookupFailure, type Tools } from '@lienthong/adapter-kit';
import { later, refuse } from '@lienthong/message';
import type { Dvcqg2020 } from '../config';
import { type Answer, isGood, readAnswer } from './answer';

export type Parameters = Readonly<Record<string, unknown>>;

/** The portal's calls: one flat JSON object each, in a session that all share. */
export interface Portal2020 {
  /**
   * A call of the integration services. A session that the portal has dropped is renewed, and the call repeated, once. Throws `Failure`:
   * permanent `delivery.refused` when the portal says no in a session that it accepts, transient `delivery.unavailable` when it accepts
   * none, transient `delivery.failed` for a code that the configuration calls temporary, ambiguous `delivery.unknown` for no answer.
   */
  call(service: string, parameters: Parameters, stop?: AbortSignal): Promise<Answer>;
  /** A question, which changes nothing: its unknown end is only a reason to ask again. */
  ask(service: string, parameters: Parameters, stop?: AbortSignal): Promise<Answer>;
  /** A catalogue (`share`); a question too. */
  catalogue(service: string, parameters?: Parameters, stop?: AbortSignal): Promise<Answer>;
  /** Logs in unless there is a session. */
  login(): Promise<void>;
}

export function portal2020(config: Dvcqg2020, tools: Pick<Tools, 'http' | 'now' | 'secret'>): Portal2020 {
  const { baseUrl, madonvi, dstcode, timeout: timeoutMs } = config;
  const auth = createAuth(
    {
      kind: 'session-login',
      url: `${baseUrl}${config.authPath}`,
      username: config.username,
      passwordFile: config.passwordFile,
      headers: { dstcode, charset: 'utf-8' },
      sessionField: 'session',
      errorField: 'error_code',
      place: { in: 'body', field: 'session' },
      lifetime: config.sessionLifetime,
    },
    tools,
  );
  const headers = { accept: 'application/json', 'content-type': 'application/json', charset: 'utf-8', dstcode };

  const send = async (path: string, service: string, parameters: Parameters, signal?: AbortSignal) => {
    const url = `${baseUrl}${path}`;
    const body = JSON.stringify({ madonvi, service, ...parameters });
    const request = await auth.authorise({ method: 'POST', url, headers, body, signal, timeoutMs });
    return { request, answer: readAnswer(service, await tools.http.request(request)) };
  };

  /** Which code stands for a dropped session is published nowhere: a harmless question in the same session tells. */
  const accepts = async ({ body, signal }: HttpRequest): Promise<boolean> => {
    const { session } = JSON.parse(String(body)) as { readonly session: unknown };
    const question = JSON.stringify({ session, madonvi, service: 'TraCuuHoSo', mahoso: nobody(madonvi) });
    const url = `${baseUrl}${config.integrationPath}`;
    const request: HttpRequest = { method: 'POST', url, headers, body: question, signal, timeoutMs };
    try {
      return isGood(readAnswer('TraCuuHoSo', await tools.http.request(request)));
    } catch (cause) {
      throw lookupFailure('TraCuuHoSo', cause);
    }
  };

  const attempt = async (path: string, service: string, parameters: Parameters, stop?: AbortSignal): Promise<Answer | HttpRequest> => {
    const { request, answer } = await send(path, service, parameters, stop);
    if (isGood(answer)) return answer;
    const detail = { service, errorCode: answer.code, ...(answer.fields && { fields: answer.fields }) };
    if (config.temporaryCodes.includes(answer.code)) throw later('delivery.failed', { ...detail, reason: 'a temporary code' });
    if (config.sessionCodes.includes(answer.code) || !(await accepts(request))) return request;
    throw refuse('delivery.refused', { ...detail, reason: 'the portal refuses what the call says; it accepts the session' });
  };

  const call = async (path: string, service: string, parameters: Parameters, stop?: AbortSignal): Promise<Answer> => {
    const first = await attempt(path, service, parameters, stop);
    if ('code' in first) return first;
    await auth.renew(first);
    const second = await attempt(path, service, parameters, stop);
    if ('code' in second) return second;
    throw later('delivery.unavailable', { service, reason: 'the portal gives a session and then does not accept it' });
  };

  const asked =
    (path: string) =>
    (service: string, parameters: Parameters = {}, stop?: AbortSignal) =>
      call(path, service, parameters, stop).catch((cause: unknown) => Promise.reject(lookupFailure(service, cause)));

  return {
    call: (service, parameters, stop) => call(config.integrationPath, service, parameters, stop),
    ask: asked(config.integrationPath),
    catalogue: asked(config.sharePath),
    async login() {
      const request: HttpRequest = { method: 'POST', url: baseUrl, body: '{}' };
      await auth.authorise(request).catch((cause: unknown) => Promise.reject(loginFailure('log-in', cause)));
    },
  };
}

/** A dossier of ours that never was. */
const nobody = (madonvi: string): string => `${madonvi}-000101-0000`;
