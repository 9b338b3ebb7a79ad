import type { DeliveryResult } from '@lienthong/message';
import type { Released, Settlement } from '@lienthong/pipeline';
import type { LogStore } from '../log/log-store';

const unsigned = (): undefined => undefined;

/** Numbers and seals all that was recorded, without a tile directory. */
export async function sealPending(log: LogStore): Promise<void> {
  const head = await log.numberPending(10_000, unsigned);
  if (head) await log.markSealed({ ...head, note: 'note', sealText: '', sealP7s: new Uint8Array() }, () => Promise.resolve());
}

export const acceptedAt = new Date('2026-11-23T01:02:03.004Z');

/** What a connector says of this attempt. */
export const answer = ({ deliveryId, attempt, zone }: Released, outcome: DeliveryResult['outcome'], code = ''): Settlement => ({
  deliveryId,
  attempt,
  zone,
  outcome,
  code,
  detail: {},
  at: new Date(),
  acceptedAt,
  proofDigest: new Uint8Array(32),
  proof: '',
});
