import { describeAdapter, freePort } from '@lienthong/adapter-kit/testing';
import { documentAxisAdapter } from '.';
import { configFor, secrets, startAxis } from './testing/fake-axis.test-kit';
import { fixture, rawOf, renderableOf } from './testing/fixtures.test-kit';

const subject = 'H26.90,2026/11/20,101/STN-LT';
const text = (name: string) => fixture(name).toString('utf8');
const second = '<edXML:To><edXML:OrganId>H26.91.02</edXML:OrganId></edXML:To>';
const two = Buffer.from(text('document.edxml').replace('<edXML:DocumentId>', `${second}<edXML:DocumentId>`));

describeAdapter(documentAxisAdapter, {
  sides: ['source', 'sink'],
  config: configFor('http://127.0.0.1:1'),
  readable: [
    {
      name: 'a document',
      raw: rawOf(fixture('document.edxml'), { subject }),
      envelope: {
        ...{ id: subject, source: 'H26.90', type: 'edxml.new', subject, dataschema: 'edxml/1', receivers: ['H26.91.01'] },
        time: new Date('2026-11-20T09:15:30+07:00'),
      },
    },
    {
      name: 'a status message',
      raw: rawOf(fixture('status.edxml')),
      envelope: {
        ...{ id: `${subject};03;2026-11-20T03:05:00.000Z`, source: 'H26.91.01', type: 'edxml.status', subject },
        receivers: ['H26.90'],
      },
    },
    {
      name: "one receiver's copy",
      raw: rawOf(two, { attributes: { 'axis-to': 'H26.91.02' } }),
      envelope: { id: `${subject};to=H26.91.02`, subject, receivers: ['H26.91.02'] },
    },
    {
      name: 'a copy for whom the document does not name',
      raw: rawOf(two, { attributes: { 'axis-to': 'sys.h26.91' } }),
      envelope: { id: subject, receivers: ['H26.91.01', 'H26.91.02'] },
    },
    { name: 'a recall', raw: rawOf(fixture('recall.edxml')), envelope: { type: 'edxml.recall' } },
  ],
  unreadable: [
    { name: 'half a document', raw: rawOf(fixture('document.edxml').subarray(0, 3_000)), code: 'edxml.malformed' },
    {
      name: 'a document type',
      raw: rawOf(Buffer.from(`<!DOCTYPE a [<!ENTITY b "c">]>${text('document.edxml').replace(/^<\?xml.*\?>\s*/, '')}`)),
      code: 'edxml.doctype',
    },
    {
      name: 'no sender',
      raw: rawOf(Buffer.from(text('document.edxml').replace('<edXML:OrganId>H26.90</edXML:OrganId>', ''))),
      code: 'edxml.missing',
    },
    {
      name: 'a day that does not exist',
      raw: rawOf(Buffer.from(text('status.edxml').replace('2026/11/20 10', '2026/13/45 10'))),
      code: 'edxml.time',
    },
    { name: 'another subject', raw: rawOf(fixture('document.edxml'), { subject: 'other' }), code: 'message.subject-mismatch' },
    {
      name: 'a document that was too large',
      raw: rawOf(new Uint8Array(), { omitted: { bytes: 70_000, sha256: new Uint8Array(32) } }),
      code: 'message.too-large',
    },
  ],
  renderable: [
    { name: 'a document', message: renderableOf(fixture('document.edxml')), contentType: 'application/edxml+xml' },
    { name: 'a recall', message: renderableOf(fixture('recall.edxml')), contentType: 'application/edxml+xml' },
  ],
  meaningless: [
    { name: 'a status for an agency of our own', message: renderableOf(fixture('status.edxml')) },
    {
      name: 'something else',
      message: { ...renderableOf(fixture('document.edxml')), raw: rawOf(Buffer.from('{}'), { contentType: 'application/json' }) },
    },
  ],
  counterpart: startAxis,
  dead: async () => {
    const port = await freePort();
    return { config: configFor(`http://127.0.0.1:${port}/vxp`), allow: [`127.0.0.1:${port}`], secrets };
  },
});
