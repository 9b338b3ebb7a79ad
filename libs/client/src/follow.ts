/** What the gateway answers when a message is stored durably. */
export interface Accepted {
  readonly id: string;
  /** Lower-case hex SHA-256 of the signed bytes. */
  readonly digest: string;
  readonly position: { readonly topic: string; readonly partition: number; readonly offset: string };
  readonly durability: 'replicated' | 'fsync' | 'memory';
}

/** What became of a message: `docs/exchange.md`. */
export interface Journey {
  readonly id: string | null;
  readonly message?: string;
  readonly state: 'accepted' | 'waiting' | 'refused' | 'recorded' | 'delivered' | 'undelivered';
  /** No more will come, but for what an operator does. */
  readonly settled?: boolean;
  readonly steps?: readonly {
    readonly step: string;
    readonly at: string;
    readonly connector?: string;
    readonly proof?: { readonly words: string; readonly digest: string | null };
  }[];
  readonly why?: {
    readonly code: string;
    readonly title: string;
    readonly detail: string;
    readonly facts: Readonly<Record<string, string>>;
  };
  readonly receipt?: string;
  readonly reply?: string;
}

/** Its id, or, before anybody has proved whose it is, what the gateway answered. */
export type Followed = string | Accepted;

export function pathOf(followed: Followed): string {
  if (typeof followed === 'string') return `/v1/messages/${encodeURIComponent(followed)}`;
  const { id, digest, position } = followed;
  return `/v1/messages/${encodeURIComponent(id)}?digest=${digest}&at=${position.partition}-${position.offset}`;
}
