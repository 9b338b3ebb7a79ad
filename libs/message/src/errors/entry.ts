/** One stable code of the catalogue: what went wrong and what to do about it, for the person who reads it. */
export interface ErrorEntry {
  readonly vi: string;
  readonly en: string;
  /** The one next action. */
  readonly next: { readonly vi: string; readonly en: string };
}
