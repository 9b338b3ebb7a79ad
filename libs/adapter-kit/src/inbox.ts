/** A delivery as it lies in an inbox. */
export interface InboxItem {
  /** Id of the delivery. */
  readonly delivery: string;
  /** Id of the message. */
  readonly message: string;
  /** Code of the party that may fetch it. */
  readonly party: string;
  readonly subject: string;
  readonly contentType: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Where deliveries lie until their party fetches them. */
export interface Inbox {
  /** Resolves with its place when it is durable; the same delivery again changes nothing. Throws `Failure`. */
  put(item: InboxItem): Promise<number>;
  /** The party's newest place, 0 when nothing ever came. Throws `Failure`. */
  last(party: string): Promise<number>;
}
