import { AuthorityError } from '@lienthong/authority';
import { EvidenceError } from '@lienthong/evidence';
import { type ErrorCode, explain } from '@lienthong/message';
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

/** Code of the catalogue for what keeps a core from starting, or ends it. */
export function codeOf(error: Error): { readonly code?: ErrorCode } {
  if (error instanceof AuthorityError) return { code: `authority.${error.code}` };
  return error instanceof EvidenceError ? { code: error.code } : {};
}

/** What the catalogue says to do about it. */
export function remedyOf(error: Error): string {
  const { code } = codeOf(error);
  return code === undefined ? '' : `: ${explain(code).en}. ${explain(code).next.en}`;
}

/** A PIN that is tried again with each start locks its token: only an operator helps. */
export const waitsForOperator = ({ code }: AuthorityError): boolean => code === 'signer-pin-wrong' || code === 'signer-token-locked';
