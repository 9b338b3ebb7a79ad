import { refuse } from '@lienthong/message';
import type { Rule } from './rule';

/** An answer goes to whoever asked, and is about what was asked. */
export const answerMatches: Rule = (message) => {
  if (message.type !== 'enterprise.details') return;
  const { request, code, enterprise } = message.data;
  if (enterprise && enterprise.code !== code) throw refuse('enterprise.answer-mismatch', { field: '/enterprise/code' });
  const { receivers } = message.envelope;
  if (receivers.length !== 1 || receivers[0] !== request.source) throw refuse('enterprise.answer-mismatch', { field: '/request/source' });
};
