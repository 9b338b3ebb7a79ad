import type { Bulk } from './bulk';

/** What a request brought: texts by their names, and bytes, of which a name may have several. */
export interface Parcel {
  readonly texts: ReadonlyMap<string, string>;
  readonly bulks: ReadonlyMap<string, readonly Bulk[]>;
}

/** What a service takes. Anything else is refused by its name. */
export interface Expected {
  readonly texts: readonly string[];
  /** Names whose bytes may be large (the file, its content), and how large; one of each. */
  readonly large: readonly string[];
  /** Names of small things, of which there may be several: certificates, CRLs, OCSP responses. */
  readonly small: readonly string[];
  /** Bytes of a large one. */
  readonly fileBytes: number;
}

/** CRLs of public authorities have some megabytes. */
const smallBytes = 10 * 1024 ** 2;
export const mostSmall = 64;
export const textBytes = 1_024;

/** Bytes of a whole request. */
export const allBytes = ({ large, fileBytes }: Expected): number => large.length * fileBytes + 2 * smallBytes;

export const limitOf = (name: string, { large, fileBytes }: Expected): number => (large.includes(name) ? fileBytes : smallBytes);
