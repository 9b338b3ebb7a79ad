import { describeAdapter, testTools } from '@lienthong/adapter-kit/testing';
import { inboxAdapter } from '.';
import { config, startTable } from './testing/table.test-kit';
import { fixture, rawOf, renderableOf } from './testing/fixtures.test-kit';

const submitted = fixture('submitted.json');
const message = renderableOf(submitted);
const never = new AbortController().signal;

describeAdapter(inboxAdapter, {
  sides: ['sink'],
  config,
  readable: [{ name: 'a submission', raw: rawOf(submitted), envelope: { type: 'dossier.submitted' } }],
  unreadable: [{ name: 'half a message', raw: rawOf(submitted.slice(0, 500)), code: 'message.malformed' }],
  renderable: [{ name: 'a submission', message, contentType: 'application/cloudevents+json; charset=utf-8' }],
  meaningless: [{ name: 'what carries no JWS', message: { ...message, raw: { ...message.raw, attributes: {} } } }],
  counterpart: startTable,
  dead: () => Promise.resolve({ config, allow: [], secrets: {} }),
});

it('a delivery is in the inbox of its party as it was signed, and says its place', async () => {
  const { inbox } = await startTable();
  const put = jest.fn(inbox.put);
  const { sink } = inboxAdapter.create(config, testTools({ inbox: { ...inbox, put } }));
  const rendered = inboxAdapter.render(message, config);
  if (!sink || !rendered) throw new Error('there is no sink or no rendering');
  const proof = await sink.deliver({ ...rendered, deliveryId: 'd-1', messageId: 'm-1', subject: 'S-1', attempt: 1 }, never);
  expect(proof.words).toBe('in the inbox, place 1');
  expect(put.mock.calls[0]?.[0]).toEqual({
    ...{ delivery: 'd-1', message: 'm-1', party: '0100101114', subject: 'S-1' },
    ...{ contentType: rendered.contentType, attributes: { 'jws-signature': 'eyJ9..c2ln' }, body: message.raw.payload },
  });
});
