import { actText, parseActText } from './act';

const digest = (of: number): Uint8Array => new Uint8Array(32).fill(of);
const act = {
  ...{ act: '0190f3b2-7c1e-7aaa-8bbb-0123456789ab', party: '000.99.02.H26', key: 'seal', format: 'cades', level: 'B-T' },
  ...{ caller: digest(1), certificate: digest(2), content: digest(3), signature: digest(4), time: new Date('2026-11-23T01:02:03.000Z') },
};

it('is one text, and reads back', () => {
  const text = actText(act);
  expect(Buffer.from(text).toString().split('\n').slice(0, 4)).toEqual([
    'lienthong/signing-act/v1',
    `act: ${act.act}`,
    'party: 000.99.02.H26',
    `caller: ${'01'.repeat(32)}`,
  ]);
  const { caller, certificate, content, signature, ...rest } = parseActText(text);
  expect(rest).toEqual({ act: act.act, party: act.party, key: act.key, format: act.format, level: act.level, time: act.time });
  expect([caller, certificate, content, signature].map((one) => one[0])).toEqual([1, 2, 3, 4]);
});

it.each<[string, (text: string) => string]>([
  ['another format', (text) => text.replace('/v1', '/v2')],
  ['a line more', (text) => `${text}more: 1\n`],
  ['lines in another order', (text) => text.replace(/(party: .*\n)(caller: .*\n)/, '$2$1')],
  ['upper-case digits', (text) => text.replace('0101', '0A0A')],
  ['a needless escape', (text) => text.replace('key: seal', 'key: %73eal')],
])('is refused with %s', (_, change) => {
  const text = Buffer.from(actText(act)).toString();
  expect(() => parseActText(Buffer.from(change(text)))).toThrow(expect.objectContaining({ code: 'evidence.malformed' }) as Error);
});
