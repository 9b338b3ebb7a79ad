import { describeAdapter, freePort } from '@lienthong/adapter-kit/testing';
import { oneStopAdapter } from '.';
import { configFor, secrets, startOneStop } from './testing/fake-one-stop.test-kit';
import { fixture, rawOf, renderableOf } from './testing/fixtures.test-kit';

const step = fixture('in-progress.json');
const told = (type: string) => {
  const message = renderableOf(step);
  return { ...message, envelope: { ...message.envelope, type } };
};
const subject = '000.99.02.H26-261123-0001';

describeAdapter(oneStopAdapter, {
  sides: ['source', 'sink'],
  config: configFor('http://127.0.0.1:1'),
  readable: [
    {
      name: 'a step',
      raw: rawOf(step, { subject }),
      envelope: { id: 'mc-261124-000001', source: '000.99.02.H26', type: 'dossier.status-changed', subject },
    },
    { name: 'a receipt', raw: rawOf(fixture('accepted.json')), envelope: { id: 'mc-261123-000001' } },
  ],
  unreadable: [
    {
      name: 'an item of the feed that was malformed',
      raw: rawOf('{}', { contentType: 'application/x-malformed-item' }),
      code: 'message.malformed',
    },
    {
      name: 'an item that was too large',
      raw: rawOf('', { omitted: { bytes: 70_000, sha256: new Uint8Array(32) } }),
      code: 'message.too-large',
    },
  ],
  renderable: [
    { name: 'a submission', message: renderableOf(fixture('submitted.json')), contentType: 'application/cloudevents+json; charset=utf-8' },
    ...['enterprise.registered', 'enterprise.changed', 'enterprise.details'].map((type) => ({
      ...{ name: type, message: told(type), contentType: 'application/cloudevents+json; charset=utf-8' },
    })),
    {
      name: 'a submission that nobody signed',
      message: { ...renderableOf(fixture('submitted.json')), raw: rawOf('{}', { attributes: {} }), assertedBy: 'national-portal' },
      contentType: 'application/cloudevents+json; charset=utf-8',
    },
  ],
  meaningless: [
    { name: 'its own step', message: renderableOf(step) },
    { name: 'its own question', message: told('enterprise.lookup') },
    {
      name: 'a submission without signature for which nobody vouches',
      message: { ...renderableOf(fixture('submitted.json')), raw: rawOf('{}', { attributes: {} }) },
    },
  ],
  counterpart: startOneStop,
  dead: async () => {
    const port = await freePort();
    return { config: configFor(`http://127.0.0.1:${port}`), allow: [`127.0.0.1:${port}`], secrets };
  },
});
