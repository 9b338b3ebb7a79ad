import { refuse } from '@lienthong/message';
import { dossiersIn } from '../message';
import type { Rule } from './rule';

/** National procedure database: `1.012766`, with the publishing organisation `1.001612.000.00.00.H26`. */
const form = /^[1-3]\.\d{6}(\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?$/;

export const procedureCodeWellFormed: Rule = (message) => {
  for (const { at, dossier } of dossiersIn(message))
    if (!form.test(dossier.procedure.code)) throw refuse('dossier.procedure-code-malformed', { field: `${at}/procedure/code` });
};
