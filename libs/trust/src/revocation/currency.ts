/** Difference of clocks that is tolerated between us and a responder. */
export const skewMs = 5 * 60_000;

/** Under what data about a moment may be used. Spans are in milliseconds. */
export interface TimeRules {
  /** Tolerated difference of clocks; five minutes unless told. */
  readonly skewMs?: number;
  /** Data made after the moment may be used: a revocation counts from its own time on. */
  readonly later?: boolean;
  /** How old data without nextUpdate may be; a CRL without it is stale unless told, an OCSP response after `defaultAgeMs`. */
  readonly maxAgeMs?: number;
}

interface Span {
  readonly thisUpdate: Date;
  readonly nextUpdate?: Date;
}

/** Why data are not to be used for the moment `at`. `defaultAgeMs` holds where the rules say nothing. */
export function currencyFault({ thisUpdate, nextUpdate }: Span, at: Date, rules: TimeRules, defaultAgeMs: number): string | undefined {
  const { skewMs: skew = skewMs, later = false, maxAgeMs = defaultAgeMs } = rules;
  const now = at.getTime();
  if (thisUpdate.getTime() > now + skew) return later ? undefined : 'not yet valid';
  const until = nextUpdate?.getTime() ?? thisUpdate.getTime() + maxAgeMs;
  return until < now - skew ? 'out of date' : undefined;
}
