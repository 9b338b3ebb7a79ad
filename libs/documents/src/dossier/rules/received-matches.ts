import { refuse } from '@lienthong/message';
import type { Rule } from './rule';

export const receivedMatches: Rule = ({ type, data }) => {
  if (type === 'dossier.status-changed' && data.received && data.received.dossier.code !== data.code)
    throw refuse('dossier.received-mismatch', { field: '/received/dossier/code' });
};
