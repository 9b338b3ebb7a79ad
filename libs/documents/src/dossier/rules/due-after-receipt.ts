import { refuse } from '@lienthong/message';
import type { Rule } from './rule';

export const dueAfterReceipt: Rule = ({ type, data }) => {
  if (type !== 'dossier.status-changed' || !data.received) return;
  const { receivedAt, dueAt } = data.received;
  if (Date.parse(dueAt) < Date.parse(receivedAt)) throw refuse('dossier.due-before-receipt', { field: '/received/dueAt' });
};
