import type { RevocationService } from '@lienthong/authority';
import type { Ground, RevocationNeed } from '@lienthong/trust';

/** Judged once to learn what the authorities have to be asked, and again when they have answered. `patienceMs`: for all of them together. */
export async function informed<G extends Ground, T>(
  service: RevocationService,
  patienceMs: number,
  ground: G,
  judge: (ground: G) => T | Promise<T>,
): Promise<T> {
  const needs: RevocationNeed[] = [];
  const first = await judge({ ...ground, cache: { status: (need: RevocationNeed) => void needs.push(need) } });
  if (needs.length === 0) return first;
  await service.fetchMissing(needs, patienceMs);
  return judge({ ...ground, cache: service });
}
