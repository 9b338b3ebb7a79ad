/// <reference types="jest" />
import { Failure, type RawMessage } from '@lienthong/message';
import fc from 'fast-check';
import type { Adapter, Renderable } from '../contract';
import type { AdapterSamples } from './samples';

/** `read` and `render`: pure, total, and afraid of nothing. */
export function describeReading<Config>(
  adapter: Adapter<Config>,
  { readable, unreadable, renderable, meaningless, config }: AdapterSamples<Config>,
): void {
  it.each(readable)('reads $name', ({ raw, envelope, data }) => {
    const before = Buffer.from(raw.payload);
    const read = adapter.read(raw);
    expect(read.envelope).toMatchObject(envelope);
    if (data !== undefined) expect(read.data).toEqual(data);
    const { signature } = read;
    if ('signed' in signature) expect(Buffer.from(signature.signed).equals(before)).toBe(true);
    const same = 'readSigned' in signature ? { ...signature, readSigned: expect.any(Function) as unknown } : signature;
    expect(adapter.read(raw)).toEqual({ ...read, signature: same });
    expect(Buffer.from(raw.payload).equals(before)).toBe(true);
  });

  it.each(unreadable)('refuses $name: $code', ({ raw, code }) => {
    expect(refusalOf(adapter, raw)).toBe(code);
  });

  it('refuses any garbage as a value, never with another error', () => {
    const [sample] = readable;
    const garbage = fc.record<RawMessage>({
      connector: fc.constant('test'),
      subject: fc.string(),
      contentType: fc.oneof(fc.constant(sample?.raw.contentType ?? ''), fc.string()),
      attributes: fc.dictionary(fc.string(), fc.string()),
      payload: fc.oneof(
        fc.uint8Array(),
        fc.json().map((text) => Buffer.from(text)),
        damaged(sample?.raw.payload ?? new Uint8Array()),
      ),
    });
    fc.assert(fc.property(garbage, (raw) => void refusalOf(adapter, raw)));
  });

  it.each([
    ['a key that pollutes', '{"__proto__":{"polluted":1}}'],
    ['a constructor', '{"constructor":{"prototype":{"polluted":1}}}'],
    ['200,000 levels', '['.repeat(200_000)],
    ['a NUL character', '"\\u0000"'],
  ])('is not harmed by %s', (_, text) => {
    const contentType = readable[0]?.raw.contentType ?? 'application/json';
    expect(refusalOf(adapter, { connector: 'test', subject: '', contentType, attributes: {}, payload: Buffer.from(text) })).not.toBe(
      'read',
    );
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it.each(renderable)('renders $name, always the same', ({ message, contentType }) => {
    const first = adapter.render(frozen(message), config);
    expect(first?.contentType).toBe(contentType);
    expect(first?.body.length).toBeGreaterThan(0);
    expect(adapter.render(structuredClone(message), config)).toEqual(first);
  });

  it.each(meaningless)('has no rendering for $name', ({ message }) => {
    expect(adapter.render(message, config)).toBeUndefined();
  });
}

/** `read`, or the code of the refusal. Anything but a permanent `Failure` fails the test. */
function refusalOf(adapter: Pick<Adapter, 'read'>, raw: RawMessage): string {
  try {
    adapter.read(raw);
    return 'read';
  } catch (failure) {
    if (!(failure instanceof Failure) || failure.kind !== 'permanent') throw failure;
    return failure.code;
  }
}

/** A good payload with some of its bytes changed. */
const damaged = (good: Uint8Array) =>
  fc.array(fc.tuple(fc.nat(Math.max(0, good.length - 1)), fc.nat(255)), { minLength: 1, maxLength: 8 }).map((changes) => {
    const bytes = Uint8Array.from(good);
    for (const [at, value] of changes) bytes[at] = value;
    return bytes;
  });

/** Any writing into it throws in strict mode. */
function frozen(message: Renderable): Renderable {
  const freeze = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  };
  const copy = structuredClone(message);
  freeze(copy);
  return copy;
}
