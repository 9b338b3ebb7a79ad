import type { HttpRequest } from '../model';
import type { Auth } from '../auth';
import type { TokenHolder } from './token';

/** An {@link Auth} over tokens: remembers which token each request carried, so that a late 401 does not drop a newer one. */
export function tokenAuth(holder: TokenHolder, place: (request: HttpRequest, token: string) => HttpRequest): Auth {
  const carried = new WeakMap<HttpRequest, string>();
  return {
    async authorise(request) {
      const token = await holder.current();
      const authorised = place(request, token);
      carried.set(authorised, token);
      return authorised;
    },
    renew(rejected) {
      const token = carried.get(rejected);
      if (token !== undefined) holder.drop(token);
      return Promise.resolve(token !== undefined);
    },
  };
}

export const withHeaders = (request: HttpRequest, headers: Readonly<Record<string, string>>): HttpRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});
