import { isRecord, later, parseJson } from '@lienthong/message';
import { z } from 'zod';
import { secretFile, url } from '../../config';
import type { Auth } from '../auth';
import { loginFailure, statusFailure } from '../failures';
import { basicCredentials } from './basic';
import type { AuthDeps } from './deps';
import { holdToken, type Token } from './token';
import { tokenAuth, withHeaders } from './token-auth';

/** RFC 6749 §4.4; the client names itself by HTTP Basic (§2.3.1). */
export const oauth2ClientCredentialsSchema = z.strictObject({
  kind: z.literal('oauth2-client-credentials'),
  tokenUrl: url.describe('Address that gives access tokens'),
  clientId: z.string().min(1).describe('Client identifier'),
  clientSecretFile: secretFile.describe('File with the client secret'),
  scope: z.string().optional().describe('Scopes, separated by spaces'),
});

export function oauth2ClientCredentials(config: z.output<typeof oauth2ClientCredentialsSchema>, deps: AuthDeps): Auth {
  const holder = holdToken(
    () => obtain(config, deps).catch((cause: unknown) => Promise.reject(loginFailure('access token', cause))),
    deps.now,
  );
  return tokenAuth(holder, (request, token) => withHeaders(request, { authorization: `Bearer ${token}` }));
}

async function obtain(config: z.output<typeof oauth2ClientCredentialsSchema>, { http, now, secret }: AuthDeps): Promise<Token> {
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...(config.scope && { scope: config.scope }) });
  const response = await http.request({
    method: 'POST',
    url: config.tokenUrl,
    headers: {
      authorization: basicCredentials(config.clientId, await secret(config.clientSecretFile)),
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: form.toString(),
  });
  const failure = statusFailure(response);
  if (failure) throw failure;
  const answer = parseJson(response.body);
  if (!isRecord(answer) || typeof answer['access_token'] !== 'string') throw later('delivery.unavailable', { reason: 'no access_token' });
  return { value: answer['access_token'], until: now().getTime() + lifetime(answer['expires_in']) };
}

/** Milliseconds, less a tenth for the way. Without `expires_in` five minutes. */
const lifetime = (seconds: unknown): number => (typeof seconds === 'number' && seconds > 0 ? seconds * 900 : 300_000);
