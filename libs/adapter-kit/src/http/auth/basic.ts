import { z } from 'zod';
import { secretFile } from '../../config';
import type { Auth } from '../auth';
import type { AuthDeps } from './deps';
import { remembered } from './secrets';
import { withHeaders } from './token-auth';

/** RFC 7617, in UTF-8. */
export const basicSchema = z.strictObject({
  kind: z.literal('basic'),
  username: z
    .string()
    .min(1)
    .regex(/^[^:]*$/, 'no colon')
    .describe('User name'),
  passwordFile: secretFile.describe('File with the password'),
});

export function basic({ username, passwordFile }: z.output<typeof basicSchema>, { secret }: AuthDeps): Auth {
  const password = remembered(() => secret(passwordFile));
  return {
    authorise: async (request) => withHeaders(request, { authorization: basicCredentials(username, await password.get()) }),
    renew: () => {
      password.forget();
      return Promise.resolve(true);
    },
  };
}

export const basicCredentials = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
