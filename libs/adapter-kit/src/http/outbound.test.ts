import type { LookupFunction } from 'node:net';
import { connectOptions, outboundRules } from './outbound';

/** What a connection to a listed name gets when the resolver answers so. */
const lookedUp = (hostname: string, allow: readonly string[], ...answer: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    const resolver = (_: string, __: object, callback: (error: null, addresses: { address: string; family: number }[]) => void) =>
      callback(
        null,
        answer.map((address) => ({ address, family: 4 })),
      );
    const { lookup } = connectOptions(outboundRules(allow), 1_000, undefined, resolver) as { lookup?: LookupFunction };
    lookup?.(hostname, { all: false }, (error, address) => resolve(error ? String(error.code) : (address as string)));
  });

describe('outbound rules', () => {
  it.each([
    ['10.1.2.3', [], false],
    ['10.1.2.3', ['10.0.0.0/8'], true],
    ['192.168.0.1', ['10.0.0.0/8'], false],
    ['127.0.0.1', [], false],
    ['169.254.169.254', [], false],
    ['100.64.0.1', [], false],
    ['::1', [], false],
    ['fd00::1', [], false],
    ['fd00::1', ['fd00::/8'], true],
    ['::ffff:10.0.0.1', [], false],
    ['203.0.113.9', [], true],
    ['2001:db8::1', [], true],
  ])('let a name lead to %s with %j: %s', (address, allow, allowed) => {
    expect(outboundRules(allow).leadsTo(address)).toBe(allowed);
  });

  it.each([
    ['a private address', [], ['10.0.0.1'], 'EPRIVATE'],
    ['an allowed range', ['10.0.0.0/8'], ['10.0.0.1'], '10.0.0.1'],
    ['a private and a public one', [], ['10.0.0.1', '203.0.113.9'], '203.0.113.9'],
  ])('lead a name with %s, allowing %j: %j gives %s', async (_, allow, answer, connected) => {
    expect(await lookedUp('portal.example.vn', allow, ...answer)).toBe(connected);
  });

  it('take localhost at its word', async () => {
    expect(await lookedUp('localhost', [], '127.0.0.1')).toBe('127.0.0.1');
  });

  it('compare host and port, with the default of the scheme', () => {
    const { admit } = outboundRules(['portal.example.vn:443']);
    expect(() => admit(new URL('https://PORTAL.example.vn/a'))).not.toThrow();
    for (const address of ['http://portal.example.vn', 'https://portal.example.vn:8443', 'https://portal.example.vn.evil.test'])
      expect(() => admit(new URL(address))).toThrow('delivery.unavailable');
  });
});
