import type { PartyRule } from '@lienthong/config';

/** Who asks, as far as the connection proves it. */
export type Caller =
  | { readonly kind: 'party'; readonly party: PartyRule; /** Lower-case hex SHA-256 of its certificate. */ readonly certificate: string }
  | { readonly kind: 'nobody' };

/** What a connection brings along: its address, and the certificates that were shown in its handshake, DER, the client's own first. */
export interface Connection {
  readonly address: string;
  readonly chain: readonly Uint8Array[];
  /** Access token that the request brings. */
  readonly bearer?: string;
  /** Absent where nothing can be told beside the answer. */
  readonly answering?: Answering;
}

/** An answer that is under way. */
export interface Answering {
  /** Headers beside it; of the same name they are told one after the other. */
  tell(headers: Readonly<Record<string, string>>): void;
  /** Hears when the answer has gone out, or nobody waits for it any more. */
  whenOver(listener: () => void): void;
}
