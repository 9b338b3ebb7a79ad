import type { RevocationService } from '@lienthong/authority';
import { type ValidationData, keepValidation, liftCause } from '@lienthong/store';
import type { RevocationNeed } from '@lienthong/trust';
import type { Pool } from 'pg';

/** Keeps every OCSP response and CRL that a decision may rest on, before the decision is recorded. */
export class Validation {
  /** Digests of what PostgreSQL has already; what is forgotten here is written once more, which changes nothing. */
  private readonly kept = new Set<string>();

  constructor(
    private readonly pool: Pool,
    private readonly revocation: RevocationService,
    private readonly newId: () => string,
  ) {}

  /**
   * Fetches what no cache holds, then keeps what is new, and lifts the messages that waited for it; gives the digests (lower-case hex)
   * that now speak for the needs.
   */
  async learn(needs: readonly RevocationNeed[], deadlineMs: number): Promise<string[]> {
    if (needs.length === 0) return [];
    await this.revocation.fetchMissing(needs, deadlineMs);
    const found = needs.flatMap((need) => this.evidenceFor(need));
    const fresh = found.filter(({ digest }) => !this.kept.has(digest));
    if (fresh.length > 0) await keepValidation(this.pool, fresh, this.newId);
    if (this.kept.size > 100_000) this.kept.clear();
    for (const { digest } of fresh) this.kept.add(digest);
    const telling = fresh.filter(({ tells }) => tells).map(({ issuer }) => `revocation:${issuer}`);
    if (telling.length > 0) await liftCause(this.pool, [...new Set(telling)]);
    return found.map(({ digest }) => digest);
  }

  private evidenceFor(need: RevocationNeed): Evidence[] {
    const status = this.revocation.status(need, new Date());
    const bytes = status?.evidence && this.revocation.evidence(status.evidence);
    if (!status?.evidence || !bytes || status.source === 'none') return [];
    const { fingerprint: issuer } = need.issuer;
    return [{ kind: status.source, bytes, digest: status.evidence, issuer, tells: status.status !== 'unknown' }];
  }
}

interface Evidence extends ValidationData {
  readonly digest: string;
  /** Fingerprint of the certificate whose key signed the certificates it speaks of. */
  readonly issuer: string;
  /** Good or revoked: an answer that does not know helps nobody who waits. */
  readonly tells: boolean;
}
