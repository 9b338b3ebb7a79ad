import { z } from 'zod';
import { secretFile } from '../../config';
import type { Auth } from '../auth';
import type { AuthDeps } from './deps';
import { remembered } from './secrets';
import { withHeaders } from './token-auth';

/** The same headers with every call: an API key, a system id. */
export const staticHeadersSchema = z.strictObject({
  kind: z.literal('static-headers'),
  headers: z.record(z.string(), z.string()).default({}).describe('Headers that are no secret'),
  secretHeaders: z.record(z.string(), secretFile).default({}).describe('Headers whose values stand in files'),
});

export function staticHeaders({ headers, secretHeaders }: z.output<typeof staticHeadersSchema>, { secret }: AuthDeps): Auth {
  const all = remembered(async () => {
    const read = await Promise.all(Object.entries(secretHeaders).map(async ([name, file]) => [name, await secret(file)] as const));
    return { ...headers, ...Object.fromEntries(read) };
  });
  return {
    authorise: async (request) => withHeaders(request, await all.get()),
    renew: () => {
      all.forget();
      return Promise.resolve(true);
    },
  };
}
