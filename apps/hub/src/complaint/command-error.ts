import type { ErrorCode } from '@lienthong/message';

/** Why a command cannot do its work. `where` names the place (a file, a name, an option) and needs no translation. */
export class CommandError extends Error {
  override readonly name = 'CommandError';

  constructor(
    readonly code: ErrorCode,
    readonly where: string,
    options?: { cause?: unknown },
  ) {
    super(`${code}: ${where}`, options);
  }
}
