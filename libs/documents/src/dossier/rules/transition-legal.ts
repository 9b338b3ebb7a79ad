import { refuse } from '@lienthong/message';
import { mayFollow } from '../statuses';
import type { Rule } from './rule';

export const transitionLegal: Rule = ({ type, data }) => {
  if (type === 'dossier.status-changed' && !mayFollow(data.from, data.to))
    throw refuse('dossier.transition-illegal', { field: '/to', from: data.from, to: data.to });
};
