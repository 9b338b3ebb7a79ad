import type { ErrorCode } from '@lienthong/message';

/** Why the gateway does not do what it was asked for. `where` names a member, a limit, a code of a check: never what was sent. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly code: ErrorCode,
    readonly where = '',
    options?: { cause?: unknown },
  ) {
    super(where === '' ? code : `${code}: ${where}`, options);
  }
}

/** The caller went away: nobody hears an answer. */
export class Gone extends Error {
  override readonly name = 'Gone';
}
