import type { ErrorCode } from '@lienthong/message';

export type DossierErrorCode = Extract<ErrorCode, `calendar.${string}`>;

/** The one error of this library. The message says what to write where; it names files and numbers, never people. */
export class DossierError extends Error {
  override readonly name = 'DossierError';

  constructor(
    readonly code: DossierErrorCode,
    message: string,
  ) {
    super(message);
  }
}
