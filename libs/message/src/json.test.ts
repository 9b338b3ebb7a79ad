import fc from 'fast-check';
import { parseJson } from './json';

const parse = (text: string): unknown => parseJson(Buffer.from(text));
const reason = (words: string): Error => expect.objectContaining({ code: 'message.malformed', detail: { reason: words } }) as Error;

describe('parseJson', () => {
  it('reads what JSON.stringify writes', () => {
    const keys = fc
      .string({ unit: 'grapheme' })
      .filter((key) => !['__proto__', 'constructor', 'prototype'].includes(key) && !key.includes('\0'));
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
    const leaf = fc.oneof(text, fc.boolean(), fc.integer(), fc.constant(null));
    fc.assert(
      fc.property(fc.dictionary(keys, fc.oneof(leaf, fc.array(leaf), fc.dictionary(keys, leaf))), (value) => {
        const written = JSON.stringify(value, undefined, 1);
        expect(JSON.stringify(parse(written), undefined, 1)).toBe(written);
      }),
    );
  });

  it.each([
    ['plainly', '{"a":1,"b":2,"a":1}'],
    ['written with an escape', String.raw`{"id":1,"\u0069d":2}`],
    ['below, after spaces', '[{"x":{"a":"a" , "a"\n:2}}]'],
    ['after an object that closed', '{"a":{"a":1},"a":2}'],
  ])('refuses a member name that stands twice, %s', (_, text) => {
    expect(() => parse(text)).toThrow(reason('a member name stands twice in one object'));
  });

  it.each(['{"a":{"a":{"a":"a"}},"b":[{"a":1},{"a":2}],"c":"a"}', String.raw`{"a\"":1,"a":2,"\"a":"\":"}`])('takes %s', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['not JSON', '{"a":1'],
    ['not JSON', '"open'],
    ['not JSON', String.raw`{"\x":1}`],
    ['nested deeper than 32', '['.repeat(100_000)],
    ['forbidden key', '{"__proto__":1}'],
    ['NUL character', String.raw`{"a":"\u0000"}`],
    ['lone surrogate', String.raw`{"a":"\ud800"}`],
  ])('refuses what is %s', (words, text) => {
    expect(() => parse(text)).toThrow(reason(words));
  });

  it('stays linear for many names and for a string that never ends', () => {
    const many = `{${Array.from({ length: 40_000 }, (_, i) => `"${i}":0`).join(',')}}`;
    const started = performance.now();
    parse(many);
    expect(() => parse(`"${'\\"'.repeat(500_000)}`)).toThrow(reason('not JSON'));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
