import type { Rule } from './rule';

/** A replacement says what it replaces. (A recall or an update that names nothing is about the document of its own id.) */
export const replacedNamed: Rule = ({ fields, reading }) => {
  const { BussinessDocType, DocumentId, ReplacementInfo } = fields.TraceHeaderList?.Bussiness ?? {};
  if (fields.kind === 'edoc' && BussinessDocType === '3' && !ReplacementInfo && !DocumentId)
    throw reading.wrong('edxml.replaced-missing', 'TraceHeaderList/Bussiness/ReplacementInfoList');
};
