import { refuse } from '@lienthong/message';
import { enterpriseSubject, readEnterpriseCode } from '../code';
import { codeIn } from '../message';
import type { Rule } from './rule';

/** The subject decides the lane; data of another enterprise would overtake its own lane. */
export const subjectMatches: Rule = (message) => {
  const { field, code } = codeIn(message);
  const read = readEnterpriseCode(code);
  if (!read || enterpriseSubject(read) !== message.envelope.subject) throw refuse('enterprise.subject-mismatch', { field });
};
