import { describeAdapter, freePort } from '@lienthong/adapter-kit/testing';
import { portalAdapter } from '.';
import { configFor, secrets, startPortal } from './testing/fake-portal.test-kit';
import { fixture, rawOf, renderableOf } from './testing/fixtures.test-kit';

const submitted = fixture('submitted.json');
const subject = '000.99.02.H26-261123-0001';
const json = 'application/json; charset=utf-8';

describeAdapter(portalAdapter, {
  sides: ['source', 'sink'],
  config: configFor('http://127.0.0.1:1', 1),
  readable: [
    {
      name: 'a submission',
      raw: rawOf(submitted, { subject }),
      envelope: { id: 'cong-261123-000001', source: '000.99.01.H26', type: 'dossier.submitted', subject, receivers: ['000.99.02.H26'] },
      data: (JSON.parse(submitted) as { data: unknown }).data,
    },
    { name: 'a message without signature', raw: rawOf(submitted, { attributes: {} }), envelope: { subject } },
  ],
  unreadable: [
    { name: 'another subject at the door', raw: rawOf(submitted, { subject: 'x' }), code: 'message.subject-mismatch' },
    { name: 'another content type', raw: rawOf(submitted, { contentType: 'text/html' }), code: 'message.malformed' },
    { name: 'half a message', raw: rawOf(submitted.slice(0, 500)), code: 'message.malformed' },
  ],
  renderable: [
    { name: 'a receipt', message: renderableOf(fixture('accepted.json')), contentType: json },
    { name: 'a step', message: renderableOf(fixture('in-progress.json')), contentType: json },
  ],
  meaningless: [{ name: 'its own submission', message: renderableOf(submitted) }],
  counterpart: startPortal,
  dead: async () => {
    const port = await freePort();
    return { config: configFor(`http://127.0.0.1:${port}`, port), allow: [`127.0.0.1:${port}`], secrets };
  },
});
