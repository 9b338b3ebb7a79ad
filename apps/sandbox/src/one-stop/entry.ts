import type { ReceivedDossier, ReceivedEvent } from './model';

/** A change as the feed shows it; `body` in base64. */
export interface FeedItem {
  readonly seq: number;
  readonly subject: string;
  readonly contentType: string;
  readonly jws: string | null;
  readonly body: string;
}

/** A line of the one-stop system's journal. */
export type Entry =
  | { readonly kind: 'dossier'; readonly dossier: Omit<ReceivedDossier, 'body'>; readonly body: string }
  | { readonly kind: 'event'; readonly event: ReceivedEvent; readonly digest: string }
  | { readonly kind: 'change'; readonly item: FeedItem }
  | { readonly kind: 'acknowledged'; readonly upTo: number };
