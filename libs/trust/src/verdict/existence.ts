import { hash } from 'node:crypto';

/**
 * Since when CRLs, OCSP responses and time stamps are proved to have existed (ETSI EN 319 102-1 §5.6.2.3): the earliest valid time stamp that covers them,
 * or the time of the check, when we hold them in our hands.
 */
export class Existence {
  private readonly proved = new Map<string, Date>();

  constructor(private readonly now: Date) {}

  /** `digest` as `RevocationStatus.evidence` has it. */
  since(digest: string | undefined): Date {
    return (digest === undefined ? undefined : this.proved.get(digest)) ?? this.now;
  }

  prove(values: readonly Uint8Array[], at: Date): void {
    for (const der of values) {
      const digest = hash('sha256', der);
      if (at < this.since(digest)) this.proved.set(digest, at);
    }
  }
}
