import { isDocumentId } from '../document-id';
import type { EdxmlFields } from '../model';
import type { Rule } from './rule';

export const documentIdsWellFormed: Rule = ({ fields, reading }) => {
  for (const [field, id] of idsIn(fields)) if (id !== undefined && !isDocumentId(id)) throw reading.wrong('edxml.document-id', field);
};

function* idsIn(fields: EdxmlFields): Generator<readonly [string, string | undefined]> {
  if (fields.kind === 'status') yield ['MessageHeader/ResponseFor/DocumentId', fields.MessageHeader.ResponseFor.DocumentId];
  else {
    yield ['MessageHeader/DocumentId', fields.MessageHeader.DocumentId];
    for (const [i, { DocumentId }] of (fields.MessageHeader.ResponseFor ?? []).entries())
      yield [`MessageHeader/ResponseFor[${i + 1}]/DocumentId`, DocumentId];
  }
  const { DocumentId, ReplacementInfo = [] } = fields.TraceHeaderList?.Bussiness ?? {};
  yield ['TraceHeaderList/Bussiness/DocumentId', DocumentId];
  for (const info of ReplacementInfo) yield ['TraceHeaderList/Bussiness/ReplacementInfoList', info.DocumentId];
}
