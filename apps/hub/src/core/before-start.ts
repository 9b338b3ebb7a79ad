import { EvidenceError } from '@lienthong/evidence';
import { explain } from '@lienthong/message';
import type { Logger } from '@lienthong/runtime';
import { activeVersion } from '@lienthong/store';
import type { Pool } from 'pg';

/** Resolves when PostgreSQL answers and rules are active: before that a core can decide nothing. */
export async function rulesActive(pool: Pool, log: Logger, retryMs = 1_000): Promise<void> {
  for (;;) {
    const problem = await activeVersion(pool).then(
      (version) => (version === undefined ? { next: 'run "hub provision" or "hub config apply"' } : undefined),
      (error: unknown) => ({ error }),
    );
    if (!problem) return;
    log.warn(problem, 'waiting for PostgreSQL and active rules');
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }
}

export const codeOf = (error: Error): { readonly code?: string } => (error instanceof EvidenceError ? { code: error.code } : {});

/** What the catalogue says to do about it. */
export const remedyOf = (error: Error): string => (error instanceof EvidenceError ? `: ${explain(error.code).next.en}` : '');
