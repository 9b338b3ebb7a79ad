import { DatabaseError } from 'pg';

/**
 * Results of work on one connection that does not need each other's: its statements travel at once. Resolves when all of it has ended, and
 * throws the first error in the given order that is not merely the transaction's having failed before.
 */
export async function together<T extends readonly unknown[]>(...work: T): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }> {
  const ends = await Promise.allSettled(work);
  const errors = ends.flatMap((end): unknown[] => (end.status === 'rejected' ? [end.reason] : []));
  if (errors.length > 0) throw errors.find((error) => !isAborted(error)) ?? errors[0];
  return ends.map((end) => (end.status === 'fulfilled' ? end.value : undefined)) as { -readonly [P in keyof T]: Awaited<T[P]> };
}

/** What PostgreSQL answers to whatever follows a failed statement: it is not executed (25P02), nor was it prepared by one of those (26000). */
const isAborted = (error: unknown): boolean => error instanceof DatabaseError && (error.code === '25P02' || error.code === '26000');
