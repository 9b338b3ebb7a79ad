import { refuse } from '@lienthong/message';
import { isStatus } from '../statuses';
import type { Rule } from './rule';

export const statusKnown: Rule = ({ type, data }) => {
  if (type !== 'dossier.status-changed') return;
  for (const field of ['from', 'to'] as const) if (!isStatus(data[field])) throw refuse('dossier.status-unknown', { field: `/${field}` });
};
