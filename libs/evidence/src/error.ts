import type { ErrorCode } from '@lienthong/message';

export type EvidenceErrorCode = Extract<ErrorCode, `evidence.${string}`>;

/** Every refusal of this library; the codes are in the product's catalogue. */
export class EvidenceError extends Error {
  override readonly name = 'EvidenceError';

  constructor(
    readonly code: EvidenceErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}
