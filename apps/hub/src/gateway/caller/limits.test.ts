import { Limits, RateLimited } from './limits';
import { networkOf } from './network';

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('counts %s as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

it('counts each address by itself, and parties apart from addresses', async () => {
  const limits = new Limits({ perAddress: 2, perParty: 1 });
  const ask = (address: string) => limits.count({ kind: 'nobody' }, { address, chain: [] });
  await ask('203.0.113.7');
  await ask('203.0.113.7');
  await expect(ask('203.0.113.7')).rejects.toThrow(RateLimited);
  await ask('203.0.113.8');
  const look = () => limits.look({ address: '203.0.113.7' });
  await look();
  await look();
  await expect(look()).rejects.toThrow(RateLimited);
  const party = { code: 'a', aliases: [], name: { vi: '', en: '' }, kind: 'ward', suspended: false };
  const asParty = () => limits.count({ kind: 'party', party, certificate: '' }, { address: '203.0.113.7', chain: [] });
  await asParty();
  const refusal: unknown = await asParty().catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'gateway.rate-limited' });
  expect((refusal as RateLimited).retryAfter).toBeGreaterThan(50);
});
