import { refuse } from '@lienthong/message';
import type { Rule } from './rule';

/** The portal learns a dossier from its step of receipt and from nothing else. */
export const receivedPresent: Rule = ({ type, data }) => {
  if (type === 'dossier.status-changed' && data.to === '2' && !data.received)
    throw refuse('dossier.received-missing', { field: '/received' });
};
