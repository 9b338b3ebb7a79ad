import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { changed } from './testing/samples.test-kit';

/** A thread that reads one file after the other and dies where one takes more memory than that. */
const reader = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { readEdxml } = require(workerData);
  parentPort.on('message', (bytes) => {
    const before = process.cpuUsage();
    const { refusal } = readEdxml(bytes);
    const { user, system } = process.cpuUsage(before);
    parentPort.postMessage({ code: refusal?.code ?? 'read', seconds: (user + system) / 1e6 });
  });`;

describe('files made to take time or memory', () => {
  let worker: Worker;
  beforeAll(() => {
    worker = new Worker(reader, {
      eval: true,
      workerData: join(__dirname, '../../dist/index.js'),
      resourceLimits: { maxOldGenerationSizeMb: 384 },
    });
  });
  afterAll(() => worker.terminate());

  const one = '01-new-one-receiver' as const;
  const repeated = (at: string, piece: string, count: number): Buffer => changed(one, [at, `${piece.repeat(count)}${at}`]);
  const numbered = (attribute: string, count: number): Buffer =>
    changed(one, ['<edXML:Subject>', `<edXML:Subject ${Array.from({ length: count }, (_, i) => `${attribute}${i}="x"`).join(' ')}>`]);
  const inContent = (piece: string, count: number, end = ''): Buffer =>
    changed(one, [/(?<=ContentTransferEncoded [^>]*>)[^<]*/, piece.repeat(count) + end]);

  it.each<[string, () => Buffer, string]>([
    [
      'too many receivers',
      () => repeated('<edXML:DocumentId>', '<edXML:To><edXML:OrganId>H26.91.01</edXML:OrganId></edXML:To>', 60_000),
      'edxml.too-many',
    ],
    ['too many references', () => repeated('<edXML:Reference>', '<edXML:Reference/>', 100_000), 'edxml.too-many'],
    ['too many attachments', () => repeated('<Attachment>', '<Attachment/>', 100_000), 'edxml.too-many'],
    ['too many elements', () => repeated('<edXML:DocumentId>', '<x/>', 250_000), 'edxml.limit'],
    ['too many within one another', () => repeated('<edXML:DocumentId>', '<x>', 5_000), 'edxml.limit'],
    ['too many attributes', () => numbered('a', 200_000), 'edxml.limit'],
    ['too many namespaces', () => numbered('xmlns:a', 100_000), 'edxml.limit'],
    ['a value of megabytes', () => repeated('</edXML:Subject>', 'x', 20_000_000), 'edxml.too-long'],
    ['a value of references', () => repeated('</edXML:Subject>', '&#x9;', 1_000_000), 'edxml.too-long'],
    ['a value of empty sections', () => repeated('</edXML:Subject>', '<![CDATA[]]>', 1_000_000), 'edxml.too-long'],
    ['references between elements', () => repeated('<edXML:Code>', '&amp;', 3_000_000), 'edxml.structure'],
    ['comments of megabytes, which say nothing', () => repeated('<edXML:Subject>', '<!---->', 1_000_000), 'read'],
    ['signatures', () => repeated('</edXML:edXMLHeader>', '<Signature><x/></Signature>', 50_000), 'edxml.too-many'],
    ['what is no base64 at its end', () => inContent('AAAA\n', 8_000_000, '*'), 'edxml.attachment-encoding'],
    ['base64 of references, which is right', () => inContent('&#x41;', 2_000_000), 'read'],
    ['more than a file may have', () => Buffer.concat([changed(one, ['Công văn', 'x']), Buffer.alloc(97 << 20, ' ')]), 'edxml.limit'],
  ])('%s end soon, within bounds', async (_, made, code) => {
    worker.postMessage(made());
    const [told] = (await once(worker, 'message')) as [{ code: string; seconds: number }];
    expect(told.code).toBe(code);
    expect(told.seconds).toBeLessThan(5);
  });
});
