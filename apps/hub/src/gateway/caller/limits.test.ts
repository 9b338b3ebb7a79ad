import type { Caller } from './caller';
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

const quotas = { perAddress: 2, perParty: 1, messagesPerParty: 100, concurrentPerParty: 2 };
const asParty = (code: string): Caller => {
  const party = { code, aliases: [], name: { vi: '', en: '' }, kind: 'ward', suspended: false };
  return { kind: 'party', party, certificate: '' };
};
const answer = () => {
  const told: Readonly<Record<string, string>>[] = [];
  const over: (() => void)[] = [];
  return { told, end: () => over.forEach((listener) => listener()), tell: told.push.bind(told), whenOver: over.push.bind(over) };
};

it('counts each address by itself, and parties apart from addresses', async () => {
  const limits = new Limits(quotas);
  const ask = (address: string) => limits.count({ kind: 'nobody' }, { address, chain: [] });
  await ask('203.0.113.7');
  await ask('203.0.113.7');
  await expect(ask('203.0.113.7')).rejects.toThrow(RateLimited);
  await ask('203.0.113.8');
  const look = () => limits.look({ address: '203.0.113.7' });
  await look();
  await look();
  await expect(look()).rejects.toThrow(RateLimited);
  const party = () => limits.count(asParty('a'), { address: '203.0.113.7', chain: [] });
  await party();
  const refusal: unknown = await party().catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: 'gateway.rate-limited', where: 'requests' });
  expect((refusal as RateLimited).retryAfter).toBeGreaterThan(50);
});

it('counts messages apart: what is refused takes nothing, and no other party pays for it', async () => {
  const limits = new Limits(quotas);
  const { told, ...answering } = answer();
  await limits.countMessages('a', 60, answering);
  await expect(limits.countMessages('a', 60, answering)).rejects.toMatchObject({ where: 'messages' });
  await limits.countMessages('a', 40, answering);
  await expect(limits.countMessages('a', 1, answering)).rejects.toMatchObject({ where: 'messages' });
  await limits.countMessages('b', 100, undefined);
  const left = told.map(({ ratelimit = '' }) => /^"messages";r=(\d+);t=(?:60|59)$/.exec(ratelimit)?.[1]);
  expect(left).toEqual(['40', '40', '0', '0']);
});

it('lets so many requests of a party be under way, and tells every policy', async () => {
  const limits = new Limits({ ...quotas, perParty: 100 });
  const enter = async (code: string) => {
    const answering = answer();
    await limits.count(asParty(code), { address: '203.0.113.7', chain: [], answering });
    return answering;
  };
  const first = await enter('a');
  expect(first.told[0]).toEqual({
    'ratelimit-policy': '"requests";q=100;w=60, "messages";q=100;w=60, "concurrent";q=2;qu="concurrent-requests"',
  });
  await enter('a');
  await expect(enter('a')).rejects.toMatchObject({ where: 'concurrent', retryAfter: 1 });
  await enter('b');
  first.end();
  await enter('a');
  await expect(enter('a')).rejects.toThrow(RateLimited);
});
