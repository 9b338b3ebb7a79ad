import { refuse } from '@lienthong/message';
import type { Rule } from './rule';

/** The subject decides the lane; data of another dossier would overtake its own lane. */
export const subjectMatches: Rule = ({ type, envelope, data }) => {
  const [field, code] = type === 'dossier.submitted' ? ['/dossier/code', data.dossier.code] : ['/code', data.code];
  if (code !== envelope.subject) throw refuse('dossier.subject-mismatch', { field });
};
