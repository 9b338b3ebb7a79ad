import { later } from '@lienthong/message';
import { z } from 'zod';
import type { Auth } from '../auth';
import { basic, basicSchema } from './basic';
import type { AuthDeps } from './deps';
import { hmacHeaders, hmacHeadersSchema } from './hmac-headers';
import { mtls, mtlsSchema } from './mtls';
import { oauth2ClientCredentials, oauth2ClientCredentialsSchema } from './oauth2-client-credentials';
import { sessionLogin, sessionLoginSchema } from './session-login';
import { staticHeaders, staticHeadersSchema } from './static-headers';

/** Configuration of any of the six kinds; secrets only as files. */
export const authSchema = z.discriminatedUnion('kind', [
  oauth2ClientCredentialsSchema,
  sessionLoginSchema,
  hmacHeadersSchema,
  staticHeadersSchema,
  mtlsSchema,
  basicSchema,
]);

export type AuthConfig = z.output<typeof authSchema>;

export function createAuth(config: AuthConfig, tools: AuthDeps): Auth {
  const deps = {
    ...tools,
    secret: (file: string) => tools.secret(file).catch((cause: unknown) => Promise.reject(unreadable(file, cause))),
  };
  switch (config.kind) {
    case 'oauth2-client-credentials':
      return oauth2ClientCredentials(config, deps);
    case 'session-login':
      return sessionLogin(config, deps);
    case 'hmac-headers':
      return hmacHeaders(config, deps);
    case 'static-headers':
      return staticHeaders(config, deps);
    case 'mtls':
      return mtls;
    case 'basic':
      return basic(config, deps);
  }
}

const unreadable = (file: string, cause: unknown) => later('delivery.unavailable', { reason: 'secret file cannot be read', file }, cause);
