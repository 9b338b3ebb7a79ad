import type { CheckResult } from '../found';

/** What a clerk reads: what was found, and what to do next where something is to be done. */
export interface Sentence {
  readonly vi: string;
  readonly en: string;
}

/** By result; a result without words of its own is told by those of `passed`. */
export type CheckWords = Readonly<Partial<Record<CheckResult, Sentence>>> & { readonly passed: Sentence };

/** Checks that only ever warn: there is one thing to say. */
export const note = (vi: string, en: string): CheckWords => ({ passed: { vi, en } });
