import type { HttpClient, HttpRequest } from './model';

/** How a counterpart learns who is calling. */
export interface Auth {
  /** Adds the credentials; may log in first. Throws `Failure` transient when they cannot be had. */
  authorise(request: HttpRequest): Promise<HttpRequest>;
  /** Called when the counterpart did not accept what `authorise` gave: drops what has worn out. `false`: another attempt is useless. */
  renew(rejected: HttpRequest): Promise<boolean>;
}

/** Calls with credentials; after a 401 once more with new ones. */
export function withAuth(client: HttpClient, auth: Auth): HttpClient {
  return {
    async request(request) {
      const authorised = await auth.authorise(request);
      const response = await client.request(authorised);
      if (response.status !== 401 || !(await auth.renew(authorised))) return response;
      return client.request(await auth.authorise(request));
    },
    close: () => client.close(),
  };
}
