import { TrustError, UnreadableError } from '@lienthong/trust';

/** What `ClaimReader.read` throws for hostile bytes, as plain data. */
export type Refusal =
  | { readonly of: 'unreadable'; readonly kind: UnreadableError['kind']; readonly code: string; readonly message: string }
  | { readonly of: 'trust'; readonly code: TrustError['code']; readonly message: string };

export function refusalOf(error: UnreadableError | TrustError): Refusal {
  const { message } = error;
  if (error instanceof TrustError) return { of: 'trust', code: error.code, message };
  return { of: 'unreadable', kind: error.kind, code: error.code, message };
}

export function errorOf(refusal: Refusal): UnreadableError | TrustError {
  if (refusal.of === 'trust') return new TrustError(refusal.code, refusal.message);
  return new UnreadableError(refusal.kind, refusal.code, refusal.message);
}
