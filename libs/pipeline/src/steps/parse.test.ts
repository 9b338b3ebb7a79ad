import type { RawMessage } from '@lienthong/message';
import { claim, parsed } from '../testing/handed.test-kit';

describe('rule: payloads: step 2 parse', () => {
  it.each<[string, Partial<RawMessage>]>([
    ['over the limit', { payload: Buffer.from('12345') }],
    ['left out by its connector', { payload: new Uint8Array(), omitted: { bytes: 5, sha256: new Uint8Array(32) } }],
  ])('refuses a payload %s', (_, raw) => {
    expect(() => parsed(raw)).toThrow(
      expect.objectContaining({ kind: 'permanent', code: 'message.too-large', detail: { bytes: '5' } }) as Error,
    );
  });

  it('takes one of exactly that size', () => {
    expect(parsed({ payload: Buffer.from('1234') }).claim).toBe(claim);
  });
});
