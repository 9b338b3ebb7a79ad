import type { DocumentFields } from '../model';
import type { Rule } from './rule';

/** Closed lists of the standard; types of documents are not among them, since sectors have their own. */
export const codesKnown: Rule = ({ fields, reading }) => {
  if (fields.kind !== 'edoc') return;
  for (const [field, last, code] of codesIn(fields))
    if (code !== undefined && !(Number(code) >= 0 && Number(code) <= last)) throw reading.wrong('edxml.code-unknown', field);
};

function* codesIn({
  MessageHeader: header,
  TraceHeaderList,
}: DocumentFields): Generator<readonly [string, number, number | string | undefined]> {
  yield ['MessageHeader/OtherInfo/Priority', 4, header.OtherInfo?.Priority];
  yield ['MessageHeader/SteeringType', 3, header.SteeringType];
  for (const { Receiver = [] } of TraceHeaderList?.Bussiness?.BussinessDocumentInfo ?? [])
    for (const { ReceiverType } of Receiver) yield ['TraceHeaderList/Bussiness/BussinessDocumentInfo', 1, ReceiverType];
}
