import { type RevocationNeed, TrustError, readCrl, readOcspResponse } from '@lienthong/trust';

import type { Kept } from './archive';
import { issuerKey, type RevocationMemory } from './memory';

/** Takes up what an earlier process learned: verified like an answer of today, and as old as it is. What does not hold is passed over. */
export function restore(memory: RevocationMemory, needs: readonly RevocationNeed[], kept: readonly Kept[], now: Date): void {
  for (const need of needs)
    for (const one of kept)
      if (one.key === (one.kind === 'ocsp' ? need.key : issuerKey(need)) && one.learnedAt <= now)
        attempt(() => take(memory, need, one, now));
}

function take(memory: RevocationMemory, need: RevocationNeed, { kind, raw, learnedAt }: Kept, now: Date): void {
  if (kind === 'ocsp') memory.keepAnswer(need, { value: readOcspResponse(raw, need, now), raw }, learnedAt);
  else memory.keepList(need, { value: readCrl(raw, need.issuer, now), raw }, learnedAt);
}

function attempt(run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
  }
}
