import { Failure } from '@lienthong/message';
import type { EdxmlDocument } from './model';
import { readEdxml } from './read-edxml';
import { sample, sampleNames } from './testing/samples.test-kit';
import { type EdxmlDraft, writeEdxml } from './write-edxml';

function read(bytes: Uint8Array): EdxmlDocument {
  const { document, refusal } = readEdxml(bytes);
  if (!document) throw new Error(refusal.code);
  return document;
}

/** What a message says, to be written anew; its signature is not. */
function draftOf({ fields, attachments }: EdxmlDocument): EdxmlDraft {
  if (fields.kind === 'status') return fields;
  const { kind, MessageHeader, TraceHeaderList, Attachment } = fields;
  const files = attachments.map(({ id, name, file }, i) => ({ contentId: id, name, file, description: Attachment[i]?.Description }));
  return { kind, MessageHeader, TraceHeaderList, attachments: files };
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const unsigned = ({ fields }: EdxmlDocument): unknown => plain({ ...fields, Signature: undefined });

it.each(sampleNames)('%s: what is written says what was read', (name) => {
  const document = read(sample(name));
  expect(unsigned(read(writeEdxml(draftOf(document))))).toEqual(unsigned(document));
});

it.each(sampleNames.filter((name) => !/^(02|10)/.test(name)))('%s is written byte by byte as the national library wrote it', (name) => {
  expect(Buffer.from(writeEdxml(draftOf(read(sample(name)))))).toEqual(sample(name));
});

it('so is 02, but for the ZIPs, whose entries have names by chance', () => {
  const written = Buffer.from(writeEdxml(draftOf(read(sample('02-new-many-receivers'))))).toString();
  const withoutZips = (text: string): string => text.replace(/UEsDB[^<]*/g, '');
  expect(withoutZips(written)).toBe(withoutZips(sample('02-new-many-receivers').toString()));
});

it('writes mark-up characters and line ends so that they come back', () => {
  const draft = draftOf(read(sample('01-new-one-receiver'))) as Extract<EdxmlDraft, { kind: 'edoc' }>;
  const Subject = 'a < b && "c" > \'d\' ]]> é\ndòng hai';
  expect(read(writeEdxml({ ...draft, MessageHeader: { ...draft.MessageHeader, Subject } })).fields.MessageHeader).toMatchObject({
    Subject,
  });
});

it('wraps what the library wraps, each under a name of its own, and the same each time', () => {
  const draft = draftOf(read(sample('01-new-one-receiver'))) as Extract<EdxmlDraft, { kind: 'edoc' }>;
  const attachments = ['a.PDF', 'b.zip', 'c.png', 'd.png', 'không đuôi'].map((name, i) => ({
    contentId: `a${i}`,
    name,
    file: Buffer.from(name),
  }));
  const written = writeEdxml({ ...draft, attachments });
  expect(read(written).attachments.map(({ transferred, file }) => [transferred === file, Buffer.from(file).toString()])).toEqual([
    [true, 'a.PDF'],
    [true, 'b.zip'],
    [false, 'c.png'],
    [false, 'd.png'],
    [false, 'không đuôi'],
  ]);
  const entries = read(written)
    .attachments.slice(2)
    .map(({ transferred }) => Buffer.from(transferred).toString('latin1', 30, 35));
  expect(new Set(entries).size).toBe(3);
  expect(writeEdxml({ ...draft, attachments })).toEqual(written);
});

const draft = draftOf(read(sample('01-new-one-receiver'))) as Extract<EdxmlDraft, { kind: 'edoc' }>;
const header = (change: object): EdxmlDraft => ({ ...draft, MessageHeader: { ...draft.MessageHeader, ...change } });
it.each<[string, EdxmlDraft, string]>([
  ['no receiver', header({ To: [] }), 'edxml.receiver-missing'],
  ['an impossible day', header({ DueDate: '2026-02-30' }), 'edxml.date'],
  ['a day in another form', header({ DueDate: '30/11/2026' }), 'edxml.date'],
  ['a subject too long', header({ Subject: 'x'.repeat(501) }), 'edxml.too-long'],
  ['an empty subject', header({ Subject: '' }), 'edxml.missing'],
  ['blanks at an end, which readers take away', header({ Subject: ' x' }), 'edxml.unwritable'],
  ['a character that XML has no way to say', header({ Subject: 'a\u0001' }), 'edxml.unwritable'],
  ['half a surrogate pair', header({ Subject: 'a\uD800' }), 'edxml.unwritable'],
  ['a number that is none', header({ SteeringType: 1.5 }), 'edxml.number'],
  [
    'a time of another zone',
    { ...draft, TraceHeaderList: { TraceHeader: [{ OrganId: 'H26', Timestamp: '2026-11-20T00:00:00Z' }] } },
    'edxml.time',
  ],
  ['a name with a path', { ...draft, attachments: [{ contentId: 'a', name: 'b/c.pdf', file: Buffer.from('x') }] }, 'edxml.attachment-name'],
  ['an empty file', { ...draft, attachments: [{ contentId: 'a', name: 'c.pdf', file: Buffer.alloc(0) }] }, 'edxml.attachment-empty'],
  [
    'two of one id',
    { ...draft, attachments: ['a', 'cid:a'].map((contentId) => ({ contentId, name: 'c.pdf', file: Buffer.from('x') })) },
    'edxml.attachment-duplicate',
  ],
])('writes nothing with %s', (_, wrong, code) => {
  expect.assertions(1);
  try {
    writeEdxml(wrong);
  } catch (error) {
    expect(error instanceof Failure ? error.code : error).toBe(code);
  }
});
