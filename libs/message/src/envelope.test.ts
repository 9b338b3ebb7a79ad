import { readEnvelope } from './envelope';

const event = (time: string) => ({ specversion: '1.0', id: 'i', source: 's', type: 't', subject: 'x', time, dataschema: 'd/1' });

describe('the time of an envelope', () => {
  it.each(['1970-01-01T00:00:00Z', '2026-11-23T08:00:00+07:00', '9999-12-31T23:59:59Z'])('may be %s', (time) => {
    expect(readEnvelope(event(time)).time).toEqual(new Date(time));
  });

  it.each(['9999-12-31T23:59:59-07:00', '1969-12-31T23:59:59Z', '1970-01-01T00:00:00+07:00', '0000-01-01T00:00:00Z'])(
    'may not be %s: its UTC year has no place in a leaf',
    (time) => {
      expect(() => readEnvelope(event(time))).toThrow(
        expect.objectContaining({ code: 'message.malformed', detail: { field: 'time', expected: 'a year from 1970 to 9999' } }) as Error,
      );
    },
  );

  it.each(['2026-11-23T08:00:00', 'yesterday'])('may not be %s: it names no instant', (time) => {
    expect(() => readEnvelope(event(time))).toThrow(expect.objectContaining({ code: 'message.malformed' }) as Error);
  });
});
