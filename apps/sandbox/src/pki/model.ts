import type { Mood } from '../mood/mood';

/** The city's hierarchy (G2), the one of the generation before it, an authority that its own issuer does not allow, and the national one for enterprises. */
export const authorityNames = ['root', 'sub', 'g1-root', 'g1-sub', 'deep-sub', 'national-root', 'national-sub'] as const;
export type AuthorityName = (typeof authorityNames)[number];

/** Where a certificate of the sandbox city was issued; the stranger has a root of its own. */
export type IssuerName = AuthorityName | 'stranger-root';

/** Departments with systems of their own; also the names of their connectors. */
export const departmentNames = ['land', 'planning', 'construction', 'health', 'labour', 'education', 'investment', 'fire-safety'] as const;
/** Companies, whose certificates are under the national root; also the names of their connectors. */
export const companyNames = ['power', 'water'] as const;
export type DepartmentName = (typeof departmentNames)[number] | (typeof companyNames)[number];

/** Parties and roles that hold a leaf certificate and, in `<name>.key.pem`, its key. */
export const signerNames = [
  'portal',
  'one-stop',
  'stranger',
  'expired',
  'revoked',
  'unbound',
  'ocsp',
  'tsa',
  'hub',
  'g1',
  'not-yet',
  'on-hold',
  'wrong-purpose',
  'wrong-policy',
  'too-deep',
  'gateway',
  'seal',
  // what those without it have when they have changed their certificate
  'portal-next',
  'one-stop-next',
  'ocsp-next',
  'tsa-next',
  ...departmentNames,
  ...companyNames,
  'ministry',
] as const;
export type SignerName = (typeof signerNames)[number];

/** One line of the register `index.json`, which the responder and the revocation lists answer from. */
export interface Issued {
  readonly name: SignerName | IssuerName | 'requested';
  readonly issuer: IssuerName;
  /** Lower-case hex, 16 digits. */
  readonly serial: string;
  /** RFC 3339; absent while good. */
  readonly revokedAt?: string;
  /** Suspended, not revoked for good (RFC 5280 §5.3.1). */
  readonly onHold?: boolean;
}

export interface City {
  readonly dir: string;
  /** Address in the certificates' AIA and CDP. */
  readonly baseUrl: string;
  /** False when the certificates were already there. */
  readonly fresh: boolean;
  readonly issued: readonly Issued[];
}

export interface IssueOptions {
  /** Where `startAuthority` will listen, e.g. `http://127.0.0.1:17080`, no slash at the end. */
  readonly baseUrl: string;
  readonly now: Date;
  readonly random?: (bytes: number) => Uint8Array;
  /** Folder of key pairs that are taken again by every city that is told so: for tests. */
  readonly shelf?: string;
  /** Called as each key pair is made. */
  readonly progress?: (step: { readonly done: number; readonly of: number; readonly name: string }) => void;
}

export interface AuthorityHits {
  readonly ocsp: number;
  readonly crl: number;
  readonly crt: number;
  readonly tsa: number;
}

export interface Authority {
  readonly url: string;
  readonly mood: Mood;
  /** From the next answer on; kept in the register. */
  revoke(name: SignerName): Promise<void>;
  hits(): AuthorityHits;
  stop(): Promise<void>;
}

export type JwsAlg = 'RS256' | 'PS256' | 'ES256';

/** Makes detached signatures `<protected>..<signature>` over the bytes themselves (RFC 7515 appendix F, RFC 7797). */
export interface Signer {
  /** What the header says; forged signers may say `none` or `HS256`. */
  readonly alg: string;
  sign(body: Uint8Array): Promise<string>;
}

/**
 * `none`: alg none, empty signature. `hmac`: HS256 with the victim's public key (PEM) as the secret. `stranger`: a correct signature of
 * a chain that ends in another root. `borrowed`: the victim's x5c, signed with somebody else's key.
 */
export type Forgery = 'none' | 'hmac' | 'stranger' | 'borrowed';
