import { describeAdapter, freePort } from '@lienthong/adapter-kit/testing';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nationalPortalAdapter } from '.';
import { startFake2020 } from './testing/fake-2020.test-kit';
import { startFake2026 } from './testing/fake-2026.test-kit';
import { config2020, config2026, created, fixture, received, secrets, step } from './testing/fixtures.test-kit';

const subject = 'G99.01-261120-0000123';
const json = 'application/json; charset=utf-8';
const submission = { ...step('in-progress'), envelope: { ...step('in-progress').envelope, type: 'dossier.submitted' } };

const reading = {
  readable: [
    {
      name: 'a dossier that the portal created',
      raw: created(),
      envelope: { id: `dvcqg-${subject}`, source: '000.99.01.H26', type: 'dossier.submitted', subject, receivers: ['000.99.02.H26'] },
    },
  ],
  unreadable: [
    { name: 'another subject', raw: created({ subject: 'x' }), code: 'message.subject-mismatch' },
    { name: 'another content type', raw: created({ contentType: 'text/html' }), code: 'message.malformed' },
    { name: 'half a message', raw: created({}, fixture('created.json').slice(0, 300)), code: 'message.malformed' },
    { name: 'no facts of the door', raw: created({ attributes: {} }), code: 'message.malformed' },
  ],
  meaningless: [{ name: 'a submission', message: submission }],
};

describe('dvcqg-2020', () => {
  describeAdapter(nationalPortalAdapter, {
    ...reading,
    sides: ['source', 'sink'],
    config: config2020('http://127.0.0.1:1', 1),
    renderable: [
      { name: 'a receipt', message: step('accepted'), contentType: json },
      { name: 'a step', message: step('in-progress'), contentType: json },
    ],
    counterpart: startFake2020,
    dead: async () => {
      const port = await freePort();
      return { config: config2020(`http://127.0.0.1:${port}`, port), allow: [`127.0.0.1:${port}`], secrets };
    },
  });
});

describe('ministry-2026', () => {
  const memoryFile = join(tmpdir(), `national-dead-${process.pid}.jsonl`);
  describeAdapter(nationalPortalAdapter, {
    ...reading,
    sides: ['sink'],
    config: config2026('http://127.0.0.1:1', memoryFile),
    renderable: [
      { name: 'a receipt', message: step('accepted', { received: received({ attachments: [] }) }), contentType: json },
      { name: 'a step', message: step('in-progress'), contentType: json },
    ],
    counterpart: startFake2026,
    dead: async () => {
      const port = await freePort();
      return { config: config2026(`http://127.0.0.1:${port}`, memoryFile), allow: [`127.0.0.1:${port}`], secrets };
    },
  });
});
