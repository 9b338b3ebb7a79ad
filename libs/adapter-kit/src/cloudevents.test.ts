import { Failure, type RawMessage } from '@lienthong/message';
import { readCloudEvent } from './cloudevents';

const event = {
  specversion: '1.0',
  id: 'm-1',
  source: '000.99.01.H26',
  type: 'dossier.submitted',
  subject: '000.99.02.H26-261123-0001',
  time: '2026-11-23T08:00:00+07:00',
  dataschema: 'dossier/1',
  data: { name: 'Nguyễn Văn Ví Dụ' },
};
const raw = (value: unknown, change: Partial<RawMessage> = {}): RawMessage => ({
  connector: 'portal',
  subject: '',
  contentType: 'application/cloudevents+json; charset=utf-8',
  attributes: {},
  payload: typeof value === 'string' ? Buffer.from(value, 'latin1') : Buffer.from(JSON.stringify(value)),
  ...change,
});

describe('structured CloudEvents', () => {
  it('gives envelope, data and the claim that exactly these bytes were signed', () => {
    const message = raw(event, { attributes: { 'jws-signature': 'a..b' }, subject: event.subject });
    const { envelope, data, signature } = readCloudEvent(message);
    expect(envelope).toMatchObject({
      id: 'm-1',
      time: new Date('2026-11-23T01:00:00Z'),
      datacontenttype: 'application/json',
      receivers: [],
    });
    expect(data).toEqual(event.data);
    expect(signature).toEqual({ format: 'jws-detached', jws: 'a..b', signed: message.payload });
    expect(readCloudEvent(raw(event)).signature).toEqual({ format: 'none' });
  });

  it('takes XML as a text', () => {
    expect(readCloudEvent(raw({ ...event, datacontenttype: 'application/xml', data: '<a/>' })).data).toBe('<a/>');
  });

  it.each(['application/cloudevents+json', 'Application/CloudEvents+JSON;charset="UTF-8"'])('takes %s', (contentType) => {
    expect(readCloudEvent(raw(event, { contentType })).envelope.id).toBe('m-1');
  });

  it.each<[string, string, RawMessage]>([
    ['another content type', 'message.malformed', raw(event, { contentType: 'application/json' })],
    ['another charset', 'message.malformed', raw(event, { contentType: 'application/cloudevents+json; charset=utf-16' })],
    ['bytes that are not UTF-8', 'message.malformed', raw('{"a":"\xff"}')],
    ['an array', 'message.malformed', raw([event])],
    ['no data', 'message.malformed', raw({ ...event, data: undefined })],
    ['data of another kind', 'message.malformed', raw({ ...event, datacontenttype: 'text/plain', data: '' })],
    ['XML that is no text', 'message.malformed', raw({ ...event, datacontenttype: 'application/xml' })],
    ['no id', 'message.malformed', raw({ ...event, id: '' })],
    ['a time without zone', 'message.malformed', raw({ ...event, time: '2026-11-23T08:00:00' })],
    ['another subject at the door', 'message.subject-mismatch', raw(event, { subject: 'other' })],
    ['left-out bytes', 'message.too-large', raw('', { omitted: { bytes: 70_000, sha256: new Uint8Array(32) } })],
  ])('refuses %s', (_, code, message) => {
    expect(() => readCloudEvent(message)).toThrow(Failure);
    try {
      readCloudEvent(message);
    } catch (failure) {
      expect(failure).toMatchObject({ kind: 'permanent', code });
    }
  });
});
