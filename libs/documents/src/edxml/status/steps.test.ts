import { Failure } from '@lienthong/message';
import { edxmlV1 } from '../edxml-v1';
import { readEdxml } from '../read-edxml';
import { subjectOf } from '../subject';
import { sample } from '../testing/samples.test-kit';

/** The states that a ledger would keep, after each of these files in their order. */
function told(...files: readonly Buffer[]): (string | undefined)[] {
  const states = new Map<string, string | undefined>();
  return files.map((data) => {
    const { document } = readEdxml(data);
    if (!document) throw new Error('no sample');
    const source = document.fields.MessageHeader.From.OrganId;
    const envelope = { id: '', source, type: `edxml.${document.kind}`, subject: subjectOf(document), time: new Date(0) };
    try {
      for (const { key, next } of edxmlV1.steps?.({ ...envelope, datacontenttype: '', dataschema: 'edxml/1', receivers: [] }, data) ?? [])
        states.set(key, next(states.get(key)));
      return 'taken';
    } catch (failure) {
      if (!(failure instanceof Failure)) throw failure;
      return failure.code;
    }
  });
}

const at = (code: string, minute: string, receiver = 'H26.91.01'): Buffer =>
  Buffer.from(
    sample('08-status-accepted')
      .toString()
      .replace(/03(?=<\/edXML:StatusCode>)/, code)
      .replace(/\d\d(?=<\/edXML:Timestamp>)/, minute)
      .replace('H26.91.01', receiver),
  );

it('goes on, may leave steps out and repeat itself, and never goes back', () => {
  expect(told(at('01', '01'), at('05', '02'), at('05', '02'), at('05', '03'), at('03', '04'), at('06', '05'), at('01', '06'))).toEqual([
    ...['taken', 'taken', 'taken', 'taken', 'edxml.status-backwards', 'taken', 'edxml.status-ended'],
  ]);
});

it('is of each receiver', () => {
  expect(told(at('05', '01'), at('03', '02', 'H26.91.02'))).toEqual(['taken', 'taken']);
});

it('answers a recall that came, and no other', () => {
  const recall = sample('05-recall');
  const { document } = readEdxml(recall);
  if (document?.fields.kind !== 'edoc') throw new Error('no recall');
  const { TraceHeaderList, MessageHeader } = document.fields;
  const about = TraceHeaderList?.Bussiness?.DocumentId ?? MessageHeader.DocumentId;
  const answer = (code: string, minute: string): Buffer =>
    Buffer.from(
      at(code, minute, MessageHeader.To[0]?.OrganId)
        .toString()
        .replace(/(<edXML:DocumentId>)[^<]*/, (_, tag: string) => `${tag}${about}`),
    );
  expect(told(answer('15', '01'), recall, answer('15', '02'), recall)).toEqual(['edxml.status-no-recall', 'taken', 'taken', 'taken']);
});
