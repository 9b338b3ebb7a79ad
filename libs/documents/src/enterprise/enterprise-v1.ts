import type { DocumentType } from '../contract';
import { contentDigest } from './content-digest';
import { enterpriseTypes, readEnterpriseMessage } from './message';
import { answerMatches } from './rules/answer-matches';
import { codeWellFormed } from './rules/code-well-formed';
import type { Rule } from './rules/rule';
import { subjectMatches } from './rules/subject-matches';
import { detailsSchema, eventSchema, lookupSchema } from './schema';

/** In this order; the first that is broken is the one that the sender hears of. A check digit that does not fit breaks none: it is a warning. */
const rules: readonly Rule[] = [codeWellFormed, subjectMatches, answerMatches];

/** An enterprise as the national business register tells of it: news, questions and answers. */
export const enterpriseV1: DocumentType = {
  version: 'enterprise/1',
  types: enterpriseTypes,
  schemas: {
    'enterprise.registered': eventSchema,
    'enterprise.changed': eventSchema,
    'enterprise.lookup': lookupSchema,
    'enterprise.details': detailsSchema,
  },
  signedTypes: ['enterprise.lookup'],
  check(envelope, data) {
    const message = readEnterpriseMessage(envelope, data);
    for (const rule of rules) rule(message);
  },
  contentDigest,
};
