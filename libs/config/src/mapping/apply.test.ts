import { Failure } from '@lienthong/message';
import { mapping } from '../schema/mapping';
import { applyMapping } from './apply';

const message = { type: 't', data: { to: '4', at: '2026-11-23T17:30:00Z', steps: [{ n: 1 }, { n: 2 }] } };
const out = () => ({ rows: [{ status: '1', when: '20261124003000' }, { status: '2' }], note: '', code: '12' });

const apply = (rule: object, tables = {}) =>
  applyMapping(mapping.parse({ name: 'm', tables, rules: [rule] }), { message, out: out() }) as ReturnType<typeof out> &
    Record<string, unknown>;

describe('a mapping', () => {
  it.each<[string, object, unknown]>([
    ['a path', { to: '/out/note', from: '/message/data/to' }, { note: '4' }],
    ['a new key', { to: '/out/more', from: '/message/type' }, { more: 't' }],
    ['a constant', { to: '/out/note', constant: 7 }, { note: 7 }],
    ['a default, because an empty text is nothing', { to: '/out/note', default: 'x' }, { note: 'x' }],
    ['nothing where there is nothing', { to: '/out/note', from: '/message/data/none' }, {}],
    ['nothing where the place is not there', { to: '/out/none/deeper', constant: 'x' }, {}],
    ['a date', { to: '/out/note', from: '/message/data/at', format: { date: 'dd/MM/yyyy HH:mm:ss' } }, { note: '24/11/2026 00:30:00' }],
    ['a date as it came', { to: '/out/note', from: '/out/rows/0/when', format: { date: 'iso' } }, { note: '2026-11-24T00:30:00+07:00' }],
    ['digits', { to: '/out/code', format: { digits: 5 } }, { code: '00012' }],
    ['so many characters', { to: '/out/note', constant: 'Hồ sơ', format: { longest: 2 } }, { note: 'Hồ' }],
    ['under a condition', { to: '/out/note', constant: 'x', when: [{ path: '/message/data/to', in: ['4'] }] }, { note: 'x' }],
    ['not under another', { to: '/out/note', constant: 'x', when: [{ path: '/out/note', there: true }] }, {}],
  ])('gives %s', (_, rule, change) => {
    expect(apply(rule)).toEqual({ ...out(), ...(change as object) });
  });

  it('goes through every item of a list, and takes from the item beside it', () => {
    const rule = {
      to: '/out/rows/*/status',
      from: '/message/data/steps/*/n',
      table: 't',
      when: [{ path: '/out/rows/*/when', there: true }],
    };
    expect(apply(rule, { t: { 1: 'one' } }).rows.map(({ status }) => status)).toEqual(['one', '2']);
  });

  it.each<[string, object]>([
    ['mapping.unmapped', { to: '/out/rows/*/status', table: 't' }],
    ['mapping.unmapped', { to: '/out/code', constant: 'constructor', table: 't' }],
    ['mapping.unmapped', { to: '/out/code', table: 'none' }],
    ['mapping.format', { to: '/out/code', format: { digits: 1 } }],
    ['mapping.format', { to: '/out/code', format: { date: 'iso' } }],
  ])('stops the message with %s for %j, and rejects it never', (code, rule) => {
    let failure: unknown;
    try {
      apply(rule, { t: { 1: 'a' } });
    } catch (error) {
      failure = error;
    }
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ kind: 'ambiguous', code });
  });
});
