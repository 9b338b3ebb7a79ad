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
  return error instanceof EmbeddedError || asStageError(error) ? exits.cannotStart : exits.unexpected;
}

/** One sentence for the person at the terminal: what, where, what to do, the code. */
export function sentenceOf(error: unknown, lang: Lang): string {
  if (error instanceof EmbeddedError) return `${error.sentence[lang]} [${error.code}]`;
  const told = asStageError(error);
  if (!told) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const { [lang]: what, next } = explain(told.code);
  return `${what}: ${told.where}. ${next[lang]}. [${told.code}]`;
}

/** What the operating system says of a file that a person can mend. */
const ofFiles: Readonly<Record<string, StageErrorCode>> = {
  ENOSPC: 'stage.disk-full',
  EDQUOT: 'stage.disk-full',
  EACCES: 'stage.folder-forbidden',
  EPERM: 'stage.folder-forbidden',
  EROFS: 'stage.disk-read-only',
};

function asStageError(error: unknown): StageError | undefined {
  if (error instanceof StageError) return error;
  const { code = '', path, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  const told = ofFiles[code];
  // without a path it is no file: a port below 1024, a stranger's process
  return told && (path || told === 'stage.disk-full') ? new StageError(told, path ?? message ?? code, { cause: error }) : undefined;
}
