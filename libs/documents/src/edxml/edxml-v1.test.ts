import { type Envelope, Failure } from '@lienthong/message';
import { findDocumentType } from '../document-types';
import { edxmlV1 } from './edxml-v1';
import { changed, sample, type SampleName } from './testing/samples.test-kit';
import { variants } from './testing/variants.test-kit';

const envelope = (change: Partial<Envelope> = {}): Envelope => ({
  ...{ id: 'm-1', source: 'H26.90', type: 'edxml.new', subject: 'H26.90,2026/11/20,101/STN-LT', time: new Date(0) },
  ...{ datacontenttype: 'application/xml', dataschema: 'edxml/1', receivers: [] },
  ...change,
});
const check = (data: unknown, change?: Partial<Envelope>): unknown => {
  try {
    edxmlV1.check(envelope(change), data);
    return 'kept';
  } catch (failure) {
    return failure instanceof Failure ? [failure.kind, failure.code, failure.detail['field']] : failure;
  }
};
const one = '01-new-one-receiver' as const;

it('is found by its name and types', () => {
  expect(findDocumentType(envelope())).toBe(edxmlV1);
});

it.each<[SampleName, Partial<Envelope>]>([
  [one, {}],
  ['05-recall', { type: 'edxml.recall' }],
  ['06-update', { type: 'edxml.update', subject: 'H26.90,2026/11/20,102/STN-LT' }],
  ['08-status-accepted', { type: 'edxml.status', source: 'H26.91.01' }],
])('keeps %s, in the lane of the document that it speaks of', (name, change) => {
  expect(check(sample(name), change)).toBe('kept');
  expect(check(sample(name).toString('base64'), change)).toBe('kept');
});

it.each<[string, unknown, Partial<Envelope>, string, string | undefined]>([
  ['another kind', sample(one), { type: 'edxml.recall' }, 'edxml.type-mismatch', 'type'],
  ['another document', sample(one), { subject: 'H26.90,2026/11/20,102/STN-LT' }, 'edxml.subject-mismatch', 'subject'],
  ['another sender', sample(one), { source: 'H26.91' }, 'edxml.source-mismatch', 'source'],
  ['no bytes', {}, {}, 'edxml.data', 'data'],
  ['no base64', 'PGEvPg', {}, 'edxml.data', 'data'],
  ['a broken document', changed(one, ['>H26.91.01<', '>x<']), {}, 'edxml.organisation-code', 'MessageHeader/To[1]/OrganId'],
])('refuses %s', (_, data, change, code, field) => {
  expect(check(data, change)).toEqual(['permanent', code, field]);
});

it('a subject of Vietnamese letters is percent-encoded', () => {
  expect(
    check(changed(one, ['101/STN-LT</edXML:DocumentId>', '78/QĐ-STN 1%</edXML:DocumentId>']), {
      subject: 'H26.90,2026/11/20,78/Q%C4%90-STN%201%25',
    }),
  ).toBe('kept');
});

describe('content digest', () => {
  const digest = (data: Uint8Array, change?: Partial<Envelope>): string =>
    Buffer.from(edxmlV1.contentDigest(envelope(change), data)).toString('hex');

  it('is the same however the document is written, and whoever passed it on', () => {
    const passedOn = changed(one, [
      '<edXML:TraceHeader>',
      '<edXML:TraceHeader><edXML:OrganId>H26</edXML:OrganId></edXML:TraceHeader><edXML:TraceHeader>',
    ]);
    const digests = [sample(one), passedOn, ...Object.values(variants).map((variant) => variant())].map((bytes) => digest(bytes));
    expect(new Set(digests).size).toBe(1);
    expect(digest(sample(one), { id: 'm-2', time: new Date(1) })).toBe(digests[0]);
  });

  it('changes with every part of the business', () => {
    const others = [
      changed(one, ['>18<', '>17<']),
      changed(one, ['101-STN-LT.pdf</AttachmentName>', '102.pdf</AttachmentName>']),
      changed(one, ['>JVBERi0xLjQK', '>JVBERi0xLjUK']),
      changed(one, ['Văn bản điện tử mới', 'Khác']),
    ].map((bytes) => digest(bytes));
    expect(new Set([digest(sample(one)), ...others]).size).toBe(5);
  });
});
