import { readOrganisationCode } from '../../organisation-code';
import type { EdxmlFields } from '../model';
import type { Rule } from './rule';

/** Every organisation code of the message: QĐ 28/2018 Art. 10, QĐ 20/2020. */
export const organisationsWellFormed: Rule = ({ fields, reading }) => {
  for (const [field, code] of codesIn(fields))
    if (code !== undefined && !readOrganisationCode(code)) throw reading.wrong('edxml.organisation-code', field);
};

function* codesIn(fields: EdxmlFields): Generator<readonly [string, string | undefined]> {
  const { MessageHeader: header, TraceHeaderList: trace } = fields;
  yield ['MessageHeader/From/OrganId', header.From.OrganId];
  if (fields.kind === 'status') yield ['MessageHeader/ResponseFor/OrganId', fields.MessageHeader.ResponseFor.OrganId];
  else {
    yield* numbered(fields.MessageHeader.To, (i) => `MessageHeader/To[${i}]/OrganId`);
    yield* numbered(fields.MessageHeader.ResponseFor ?? [], (i) => `MessageHeader/ResponseFor[${i}]/OrganId`);
  }
  yield* numbered(trace?.TraceHeader ?? [], (i) => `TraceHeaderList/TraceHeader[${i}]/OrganId`);
  const { BussinessDocumentInfo = [], ReplacementInfo = [] } = trace?.Bussiness ?? {};
  for (const { Receiver = [] } of BussinessDocumentInfo) yield* numbered(Receiver, () => 'TraceHeaderList/Bussiness/BussinessDocumentInfo');
  for (const { OrganId = [] } of ReplacementInfo) for (const code of OrganId) yield ['TraceHeaderList/Bussiness/ReplacementInfoList', code];
}

const numbered = (list: readonly { readonly OrganId?: string }[], field: (position: number) => string): [string, string | undefined][] =>
  list.map(({ OrganId }, i) => [field(i + 1), OrganId]);
