import { refuse } from '@lienthong/message';
import { readEnterpriseCode, writeEnterpriseCode } from '../code';
import { codeIn } from '../message';
import type { Rule } from './rule';

/** One spelling for each enterprise: with two of them its messages would stand in two lanes. */
export const codeWellFormed: Rule = (message) => {
  const { field, code } = codeIn(message);
  const read = readEnterpriseCode(code);
  if (!read || writeEnterpriseCode(read) !== code) throw refuse('enterprise.code-malformed', { field });
};
