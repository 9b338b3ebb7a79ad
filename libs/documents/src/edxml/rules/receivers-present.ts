import type { Rule } from './rule';

export const receiversPresent: Rule = ({ fields, reading }) => {
  if (fields.kind === 'edoc' && fields.MessageHeader.To.length === 0) throw reading.wrong('edxml.receiver-missing', 'MessageHeader/To');
};
