import type { Limit } from '../calendar/due';
import type { ProcedureVersion } from './model';

/** What a dossier is measured by: the city's promise where there is one, else the law. */
export const limitOf = ({ limits: { statutory, shortened, ends, afterSupplement } }: ProcedureVersion): Limit => ({
  ...(shortened ?? statutory),
  ends,
  afterSupplement,
});

/** In đồng. */
export const amountDue = ({ fees }: ProcedureVersion, when: 'receipt' | 'result'): number =>
  fees.filter(({ due }) => due === when).reduce((sum, { amount }) => sum + amount, 0);
