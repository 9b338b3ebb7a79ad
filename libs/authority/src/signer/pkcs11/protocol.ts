/** What the process that has the PKCS#11 module in it is told, and what it answers. Plain data: it crosses processes. */
export interface Order {
  readonly id: number;
  readonly act: Act;
}

export type Act =
  | { readonly kind: 'open'; readonly opening: Opening }
  /** `session` counts from 0. One call at a time in each. */
  | { readonly kind: 'sign'; readonly session: number; readonly mechanism: Mechanism; readonly data: Uint8Array }
  | { readonly kind: 'close' };

export interface Opening {
  /** Path of the module, a shared library. */
  readonly module: string;
  /** One or both, as the token says them. */
  readonly token: { readonly label?: string; readonly serial?: string };
  /** One, both (`id` in hex), or none when the token holds one private key. */
  readonly key: { readonly label?: string; readonly id?: string };
  readonly pin: string;
  readonly sessions: number;
}

/** CKM_…, and the parameters of PSS. */
export interface Mechanism {
  readonly type: number;
  readonly pss?: { readonly hashAlg: number; readonly mgf: number; readonly saltLen: number };
}

export interface Answer {
  readonly id: number;
  readonly outcome: Outcome;
}

export type Outcome =
  | { readonly kind: 'opened'; readonly found: FoundKey }
  | { readonly kind: 'signed'; readonly signature: Uint8Array }
  | { readonly kind: 'closed' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The private key on its token, and DER of the certificates that lie there. */
export interface FoundKey {
  /** CKK_…, where the token tells. */
  readonly type?: number;
  /** Certificates with the CKA_ID of the key. */
  readonly own: readonly Uint8Array[];
  readonly others: readonly Uint8Array[];
}

export interface Failure {
  readonly reason: Reason;
  /** CKR_… or the loader's words. */
  readonly said: string;
}

/**
 * `lost`: it may work in new sessions or after a new start of the module. `refused`: it will not, with this key and mechanism.
 * `pin-last-try`: one more wrong PIN would lock the token, so none was tried.
 */
export type Reason =
  | 'module-missing'
  | 'token-missing'
  | 'token-ambiguous'
  | 'token-locked'
  | 'pin-wrong'
  | 'pin-last-try'
  | 'key-missing'
  | 'key-ambiguous'
  | 'lost'
  | 'refused';
