import { ClaimReader, type PackedClaim, type SignedClaim, TrustError, UnreadableError, packClaim } from '@lienthong/trust';
import { type Refusal, refusalOf } from './refusal';

export type Answer = { readonly claim: PackedClaim } | { readonly refusal: Refusal };

const reader = new ClaimReader();

/** Runs in a thread of the pool: one claim, as `ClaimReader.read`. Refusals are values: an error loses its class between threads. */
export async function read(claim: SignedClaim): Promise<Answer> {
  try {
    return { claim: packClaim(await reader.read(claim)) };
  } catch (error) {
    if (error instanceof UnreadableError || error instanceof TrustError) return { refusal: refusalOf(error) };
    throw error;
  }
}
