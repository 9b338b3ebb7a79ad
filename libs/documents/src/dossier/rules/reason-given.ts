import { refuse } from '@lienthong/message';
import type { StatusCode } from '../model';
import type { Rule } from './rule';

/** Not accepted, supplements requested, stopped: the applicant must learn why. */
const needReason: ReadonlySet<StatusCode> = new Set<StatusCode>(['3', '5', '8']);

export const reasonGiven: Rule = ({ type, data }) => {
  if (type === 'dossier.status-changed' && needReason.has(data.to) && data.content.trim() === '')
    throw refuse('dossier.reason-missing', { field: '/content' });
};
