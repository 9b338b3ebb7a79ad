import type { HttpClient } from '../model';

/** What the auth kinds need of the hub; a part of `Tools`. */
export interface AuthDeps {
  readonly http: HttpClient;
  readonly now: () => Date;
  readonly secret: (file: string) => Promise<string>;
}
