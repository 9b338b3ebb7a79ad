import type { ErrorCode } from './errors/catalogue';

/**
 * `permanent`: refuse, the sender can act on the reason. `transient`: the same bytes may pass later.
 * `ambiguous`: nobody knows; park for an operator.
 */
export type FailureKind = 'permanent' | 'transient' | 'ambiguous';

/** Why a message's way ended. `detail` names the place (field, offset, digest), never a person's data. */
export class Failure extends Error {
  override readonly name = 'Failure';

  constructor(
    readonly kind: FailureKind,
    readonly code: ErrorCode,
    readonly detail: Readonly<Record<string, string>> = {},
    options?: { cause?: unknown },
  ) {
    super(
      `${code}${Object.entries(detail)
        .map(([k, v]) => ` ${k}=${v}`)
        .join('')}`,
      options,
    );
  }
}

export const refuse = (code: ErrorCode, detail?: Record<string, string>, cause?: unknown): Failure =>
  new Failure('permanent', code, detail, { cause });

export const later = (code: ErrorCode, detail?: Record<string, string>, cause?: unknown): Failure =>
  new Failure('transient', code, detail, { cause });
