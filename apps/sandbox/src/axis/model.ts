import type { Mood } from '../mood/mood';

/** A system that may call the axis, with the agencies for which it speaks from the start. */
export interface SystemAccount {
  readonly systemid: string;
  readonly secret: string;
  readonly agencies: readonly string[];
}

export interface AxisOptions {
  readonly port: number;
  readonly host?: string;
  /** Folder of its journal and of the documents. */
  readonly dir: string;
  readonly systems: readonly SystemAccount[];
  readonly now?: () => Date;
  readonly mood?: Mood;
  /** Milliseconds for which a signed call may be repeated; callers keep one time stamp for hours. Default: 2 days. */
  readonly timestampWindowMs?: number;
  /** Milliseconds in which the same document, sent again, is the same. Default: 1 day. */
  readonly repeatWindowMs?: number;
  /** How `hash-file` is written: as the national client does, without the leading zero of each byte, or in full. Default `sdk`. */
  readonly hashFile?: 'sdk' | 'full';
  /** Largest document in bytes; default 64 MiB. */
  readonly limit?: number;
  readonly slowMs?: number;
}

export interface Axis {
  readonly url: string;
  readonly mood: Mood;
  /** What an agency sends, as if by a call of its system; the same again is one. */
  post(posting: { readonly from: string; readonly to: string; readonly file: Uint8Array }): Promise<void>;
  /** Every document that was sent, oldest first. */
  sent(): readonly Sent[];
  /** The bytes as they were sent, without the client's line end. */
  bytesOf(docId: string): Promise<Buffer>;
  stop(): Promise<void>;
}

export type MessageType = 'edoc' | 'status';

/** One call of sendEdoc that took effect. */
export interface Sent {
  /** The sender's id of it. */
  readonly docId: string;
  readonly systemid: string;
  readonly from: string;
  readonly messageType: MessageType;
  /** RFC 3339. */
  readonly at: string;
  /** Lower-case hex SHA-256 of the bytes. */
  readonly sha256: string;
  /** What the document says of itself, when it can be seen. */
  readonly title?: string;
  readonly notation?: string;
  readonly copies: readonly Copy[];
}

/** The document as one receiver has it. */
export interface Copy {
  /** The receiver's id of it. */
  readonly docId: string;
  readonly to: string;
}

export interface Agency {
  readonly id: string;
  readonly pid: string;
  readonly code: string;
  readonly name: string;
  readonly mail: string;
}
