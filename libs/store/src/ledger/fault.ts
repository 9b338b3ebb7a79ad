import { PositionMoved } from '@lienthong/message';
import { ParkedMoved, RulesChanged, Unstorable } from '@lienthong/pipeline';
import { DatabaseError } from 'pg';

/** What the rows cause becomes `Unstorable`; when the database is away or the world moved on, the error stays itself. */
export const blameRows = (error: unknown): unknown =>
  isNoRowsFault(error) ? error : new Unstorable('the rows cannot be stored', { cause: error });

/**
 * SQLSTATE classes of which no row is guilty: connection, transaction state, authorisation, serialization and deadlock, schema and rights,
 * resources, object state (lock timeout), intervention (statement timeout, shutdown), system, internal.
 */
const ofTheDatabase = /^(08|25|26|28|40|42|53|55|57|58|XX)/;

function isNoRowsFault(error: unknown): boolean {
  if (error instanceof DatabaseError) return ofTheDatabase.test(error.code ?? 'XX') || isMissingPartition(error);
  const moved = error instanceof PositionMoved || error instanceof RulesChanged || error instanceof ParkedMoved;
  return moved || (error instanceof Error && error.message === 'Query read timeout'); // all that the driver says of it
}

/** A check violation without a constraint: no partition takes the row, since nobody made this month's. */
const isMissingPartition = ({ code, constraint }: DatabaseError): boolean => code === '23514' && constraint === undefined;
