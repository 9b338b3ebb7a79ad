import { isRecord, later, parseJson } from '@lienthong/message';
import { z } from 'zod';
import { duration, secretFile, url } from '../../config';
import type { Auth } from '../auth';
import type { HttpRequest } from '../model';
import { loginFailure, statusFailure } from '../failures';
import type { AuthDeps } from './deps';
import { holdToken, type Token } from './token';
import { tokenAuth, withHeaders } from './token-auth';

/** Log-in by JSON `{username, password}`; the answer's session goes into a header or a member of the JSON body. */
export const sessionLoginSchema = z.strictObject({
  kind: z.literal('session-login'),
  url: url.describe('Address of the log-in'),
  username: z.string().min(1).describe('User name'),
  passwordFile: secretFile.describe('File with the password'),
  headers: z.record(z.string(), z.string()).default({}).describe('Further headers of the log-in'),
  sessionField: z.string().default('session').describe('Member of the answer that holds the session'),
  errorField: z.string().default('error_code').describe('Member of the answer that must be zero, as a number or as text'),
  place: z
    .discriminatedUnion('in', [
      z.strictObject({ in: z.literal('body'), field: z.string() }),
      z.strictObject({ in: z.literal('header'), name: z.string(), prefix: z.string().default('') }),
    ])
    .default({ in: 'body', field: 'session' })
    .describe('Where calls carry the session'),
  lifetime: duration.prefault('9m').describe('How long a session is used before a new log-in'),
});

type Config = z.output<typeof sessionLoginSchema>;

export function sessionLogin(config: Config, deps: AuthDeps): Auth {
  const holder = holdToken(() => login(config, deps).catch((cause: unknown) => Promise.reject(loginFailure('log-in', cause))), deps.now);
  return tokenAuth(holder, (request, session) => placed(config.place, request, session));
}

async function login(config: Config, { http, now, secret }: AuthDeps): Promise<Token> {
  const response = await http.request({
    method: 'POST',
    url: config.url,
    headers: { ...config.headers, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ username: config.username, password: await secret(config.passwordFile) }),
  });
  const failure = statusFailure(response);
  if (failure) throw failure;
  const answer = parseJson(response.body);
  if (!isRecord(answer) || !isZero(answer[config.errorField])) throw later('delivery.unavailable', { reason: 'log-in refused' });
  const session = answer[config.sessionField];
  if (typeof session !== 'string' || session === '') throw later('delivery.unavailable', { reason: 'log-in gave no session' });
  return { value: session, until: now().getTime() + config.lifetime };
}

/** A number or a text of zeros. One that is absent says nothing, and nothing is no success. */
const isZero = (code: unknown): boolean => (typeof code === 'number' || typeof code === 'string') && /^0+$/.test(String(code));

function placed(place: Config['place'], request: HttpRequest, session: string): HttpRequest {
  if (place.in === 'header') return withHeaders(request, { [place.name]: `${place.prefix}${session}` });
  const body: unknown = typeof request.body === 'string' ? JSON.parse(request.body) : parseJson(request.body ?? Buffer.from('{}'));
  return { ...request, body: JSON.stringify({ [place.field]: session, ...(isRecord(body) ? body : {}) }) };
}
