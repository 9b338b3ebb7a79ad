import { needsReason } from '../status/statuses';
import type { Rule } from './rule';

/** QĐ 28/2018/QĐ-TTg Art. 5(4): who sends a document back tells why. */
export const reasonGiven: Rule = ({ fields, reading }) => {
  if (fields.kind === 'status' && needsReason(fields.MessageHeader.StatusCode) && !fields.MessageHeader.Description)
    throw reading.wrong('edxml.reason-missing', 'MessageHeader/Description');
};
