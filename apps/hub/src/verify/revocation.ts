import { RevocationService } from '@lienthong/authority';
import { createLogger } from '@lienthong/runtime';
import type { FileGround, RevocationNeed } from '@lienthong/trust';

/** For all authorities of one file together. */
const patienceMs = 10_000;

/** Asks authorities for what a verdict lacks: the hosts that were allowed, and no other, whatever a certificate names. */
export class Revocation {
  private readonly service: RevocationService | undefined;

  constructor(hosts: readonly string[], clock: () => Date) {
    if (hosts.length > 0) this.service = new RevocationService({ hosts, clock, log: createLogger('verify', 'error') });
  }

  /** Judged once to learn what is asked for, and again when it is there. */
  async informed<T>(ground: FileGround, judge: (ground: FileGround) => T | Promise<T>): Promise<T> {
    const { service } = this;
    if (!service) return judge(ground);
    const needs: RevocationNeed[] = [];
    const asked = { status: (need: RevocationNeed) => void needs.push(need) };
    const first = await judge({ ...ground, cache: asked });
    if (needs.length === 0) return first;
    await service.fetchMissing(needs, patienceMs);
    return judge({ ...ground, cache: service });
  }

  async close(): Promise<void> {
    await this.service?.close();
  }
}
