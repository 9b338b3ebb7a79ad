import { describeAdapter, freePort } from '@lienthong/adapter-kit/testing';
import { webhookAdapter } from '.';
import { configFor, secrets, startDepartment } from './testing/fake-department.test-kit';
import { fixture, rawOf, renderableOf } from './testing/fixtures.test-kit';

const submitted = fixture('submitted.json');
const step = fixture('in-progress.json');
const contentType = 'application/json; charset=utf-8';
const unsigned = renderableOf(submitted);

describeAdapter(webhookAdapter, {
  sides: ['source', 'sink'],
  config: configFor('http://127.0.0.1:1', 1),
  readable: [
    {
      name: "a department's step",
      raw: rawOf(step, { subject: '000.99.02.H26-261123-0001' }),
      envelope: { id: 'mc-261124-000001', type: 'dossier.status-changed', subject: '000.99.02.H26-261123-0001' },
    },
  ],
  unreadable: [
    { name: 'another subject at the door', raw: rawOf(step, { subject: 'x' }), code: 'message.subject-mismatch' },
    { name: 'another content type', raw: rawOf(step, { contentType: 'application/json' }), code: 'message.malformed' },
  ],
  renderable: [
    { name: 'a submission', message: renderableOf(submitted), contentType },
    { name: 'a step', message: renderableOf(step), contentType },
  ],
  meaningless: [{ name: 'what carries no JWS', message: { ...unsigned, raw: { ...unsigned.raw, attributes: {} } } }],
  counterpart: startDepartment,
  dead: async () => {
    const port = await freePort();
    return { config: configFor(`http://127.0.0.1:${port}`, port), allow: [`127.0.0.1:${port}`], secrets };
  },
});
