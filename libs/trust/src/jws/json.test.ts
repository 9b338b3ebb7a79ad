import * as fc from 'fast-check';

import { UnreadableError } from '../verdict/found';
import { type Json, parseJson } from './json';

const parse = (text: string | Uint8Array): Json => parseJson(Buffer.from(text), 'x.y');
const plain = (value: Json): unknown => {
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, one]) => [name, plain(one as Json)]));
  return Array.isArray(value) ? value.map((one: Json) => plain(one)) : value;
};

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    // `__proto__` is a plain member here and something else in an object literal.
    const values = fc.json({ maxDepth: 8 }).filter((text) => !text.includes('__proto__') && !/\\u[dD][89a-fA-F]/.test(text));
    fc.assert(
      fc.property(values, (text) => expect(plain(parse(text))).toEqual(JSON.parse(text))),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a member twice', '{"a":1,"a":1}'],
    ['a member twice, once escaped', String.raw`{"a":1,"\u0061":1}`],
    ['something behind the value', '{}{}'],
    ['a comma too many', '[1,]'],
    ['a comma too few', '[1 2]'],
    ['a bare name', '{a:1}'],
    ['single quotes', "{'a':1}"],
    ['a comment', '{}//'],
    ['a number with a leading zero', '01'],
    ['a number that is none', 'NaN'],
    ['a plus sign', '+1'],
    ['a control character', '"\n"'],
    ['an unknown escape', String.raw`"\x41"`],
    ['half a character', String.raw`"\ud800"`],
    ['a text without an end', String.raw`"a\"`],
    ['the wrong bracket', '[}'],
    ['a byte order mark', '\ufeff{}'],
    ['nothing', ' '],
    ['17 levels', '['.repeat(17) + ']'.repeat(17)],
    ['100,000 levels', '['.repeat(100_000)],
    ['10,000 lists', `[${'[],'.repeat(10_000)}1]`],
    ['100,000 numbers', `[${'1,'.repeat(100_000)}1]`],
  ])('refuses %s', (_, text) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ kind: 'unreadable', code: 'x.y' }) as UnreadableError);
  });

  it('refuses what is not UTF-8', () => {
    expect(() => parse(Buffer.from('"\xff"', 'latin1'))).toThrow(UnreadableError);
  });

  it('takes the names of Object.prototype for names', () => {
    expect(parse('{"__proto__":{"a":1},"constructor":2}')).toEqual(
      new Map<string, unknown>([
        ['__proto__', new Map([['a', 1]])],
        ['constructor', 2],
      ]),
    );
  });
});
