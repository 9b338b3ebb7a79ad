import type { Agency, Sent } from './model';

/** A line of the axis' journal. */
export type Entry =
  | { readonly kind: 'sent'; readonly sent: Sent; readonly key: string }
  /** What a receiver said of its copy. */
  | { readonly kind: 'status'; readonly docId: string; readonly status: string; readonly at: string }
  | { readonly kind: 'agency'; readonly systemid: string; readonly agency: Agency; readonly at: string }
  | { readonly kind: 'agency-deleted'; readonly code: string; readonly at: string };
