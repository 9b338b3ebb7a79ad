import { refuse } from '@lienthong/message';
import { readDossierCode } from '../dossier-code';
import type { Rule } from './rule';

/** TT 01/2018/TT-VPCP: organisation code, calendar day of receipt, running number. */
export const codeWellFormed: Rule = ({ type, data }) => {
  const [field, code] = type === 'dossier.submitted' ? ['/dossier/code', data.dossier.code] : ['/code', data.code];
  if (!readDossierCode(code)) throw refuse('dossier.code-malformed', { field });
};
