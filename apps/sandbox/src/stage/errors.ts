import { EmbeddedError } from '@lienthong/embedded';
import { type ErrorCode, explain } from '@lienthong/message';

export type Lang = 'vi' | 'en';

export type StageErrorCode = Extract<ErrorCode, `stage.${string}`>;

/** Why the city cannot be started or kept up. `where` names the place: a port, a folder, a setting, a log. */
export class StageError extends Error {
  override readonly name = 'StageError';

  constructor(
    readonly code: StageErrorCode,
    readonly where: string,
    options?: { cause?: unknown },
  ) {
    super(`${code}: ${where}`, options);
  }
}

/** The first Ctrl-C came while something was still being started. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** 0: done, and the day passed. The others: see {@link exitCodeOf}. */
export const exits = { passed: 0, failed: 1, cannotStart: 2, unexpected: 70, interrupted: 130 } as const;

export function exitCodeOf(error: unknown): number {
  if (error instanceof Interrupted) return exits.interrupted;
  return error instanceof StageError || error instanceof EmbeddedError ? exits.cannotStart : exits.unexpected;
}

/** One sentence for the person at the terminal: what, where, what to do, the code. */
export function sentenceOf(error: unknown, lang: Lang): string {
  if (error instanceof EmbeddedError) return `${error.sentence[lang]} [${error.code}]`;
  if (!(error instanceof StageError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const { [lang]: what, next } = explain(error.code);
  return `${what}: ${error.where}. ${next[lang]}. [${error.code}]`;
}
