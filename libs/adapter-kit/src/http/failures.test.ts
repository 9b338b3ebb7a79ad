import { Failure, later } from '@lienthong/message';
import { loginFailure, lookupFailure, statusFailure } from './failures';

describe('answers that say no', () => {
  it.each([
    [200, undefined],
    [204, undefined],
    [302, 'transient delivery.failed'],
    [400, 'permanent delivery.refused'],
    [401, 'transient delivery.unavailable'],
    [403, 'transient delivery.unavailable'],
    [404, 'permanent delivery.refused'],
    [408, 'transient delivery.failed'],
    [422, 'permanent delivery.refused'],
    [429, 'transient delivery.unavailable'],
    [500, 'transient delivery.failed'],
    [502, 'transient delivery.failed'],
    [503, 'transient delivery.unavailable'],
    [504, 'transient delivery.failed'],
    [507, 'transient delivery.failed'],
  ])('%d is %s', (status, meaning) => {
    const failure = statusFailure({ status, headers: {}, body: new Uint8Array() });
    expect(failure && `${failure.kind} ${failure.code}`).toBe(meaning);
  });

  it('tell when to come back', () => {
    expect(statusFailure({ status: 503, headers: { 'retry-after': '30' }, body: new Uint8Array() })?.detail).toEqual({
      status: '503',
      retryAfter: '30',
    });
  });

  it('turn an unknown end of a log-in into "again": the delivery was not sent', () => {
    const unknown = new Failure('ambiguous', 'delivery.unknown', { reason: 'timed out' });
    expect(loginFailure('log-in', unknown)).toMatchObject({
      kind: 'transient',
      code: 'delivery.unavailable',
      detail: { reason: 'timed out', step: 'log-in' },
    });
  });

  it('turn an unknown end of a look-up into "again" for this message; every other end of it stays what it was', () => {
    const unknown = new Failure('ambiguous', 'delivery.unknown', { reason: 'timed out' });
    expect(lookupFailure('look-up', unknown)).toMatchObject({
      kind: 'transient',
      code: 'delivery.failed',
      detail: { reason: 'timed out', step: 'look-up' },
    });
    const away = later('delivery.unavailable');
    expect(lookupFailure('look-up', away)).toBe(away);
  });
});
