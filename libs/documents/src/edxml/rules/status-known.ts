import { isStatus } from '../status/statuses';
import type { Rule } from './rule';

export const statusKnown: Rule = ({ fields, reading }) => {
  if (fields.kind === 'status' && !isStatus(fields.MessageHeader.StatusCode))
    throw reading.wrong('edxml.status-unknown', 'MessageHeader/StatusCode');
};
