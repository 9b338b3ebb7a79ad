import type { HttpClient } from '../client';

/** What the auth kinds need of the hub; a part of `Tools`. */
export interface AuthDeps {
  readonly http: HttpClient;
  readonly now: () => Date;
  readonly secret: (file: string) => Promise<string>;
}
