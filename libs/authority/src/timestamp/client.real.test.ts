import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';

import { OpensslCa } from '../testing/openssl-ca.test-kit';
import { TimestampClient, type TimestampOptions } from './client';

describe('TimestampClient against openssl ts', () => {
  let ca: OpensslCa;
  let client: TimestampClient;
  const make = (more: Partial<TimestampOptions> = {}): TimestampClient =>
    new TimestampClient({
      ...{ url: `http://${ca.httpHost}/tsa`, random: randomBytes, timeoutMs: 5_000, concurrency: 2 },
      backOffMs: [20, 20],
      ...more,
    });
  beforeAll(async () => {
    ca = await new OpensslCa().start();
  });
  beforeEach(() => {
    ca.mode = 'serve';
    ca.delayMs = 0;
    ca.mostStamping = 0;
    ca.asked.length = 0;
    client = make();
  });
  afterEach(() => client.close());
  afterAll(() => ca.stop());

  it('brings a token that openssl verifies too', async () => {
    const data = Buffer.from('checkpoint');
    const { token, timestamp } = await client.stamp(data);
    expect(timestamp.signer.fingerprint).toBe(ca.read('tsa.pem').fingerprint);
    expect(Math.abs(timestamp.at.getTime() - Date.now())).toBeLessThan(10_000);
    writeFileSync(ca.path('token'), token);
    writeFileSync(ca.path('data'), data);
    expect(ca.openssl('ts -verify -data data -in token -token_in -CAfile ca.pem').toString()).toContain('OK');
  });

  it('asks a slow authority for four at once, whatever it is told, and lets others wait their turn', async () => {
    ca.delayMs = 300;
    const eager = make({ concurrency: 99 });
    const texts = Array.from({ length: 10 }, (_, i) => Buffer.from(`text ${i}`));
    const stamped = await Promise.all(texts.map((text) => eager.stamp(text)));
    expect(new Set(stamped.map(({ token }) => createHash('sha256').update(token).digest('hex'))).size).toBe(10);
    expect(ca.mostStamping).toBe(4);
    await eager.close();
  });

  it('gives up at its deadline, in the queue and in an exchange', async () => {
    ca.mode = 'hang';
    const hasty = make({ concurrency: 1, deadlineMs: 400 });
    const began = performance.now();
    const refused = { code: 'request-failed', message: expect.stringContaining('within 400 ms') as string };
    const both = await Promise.allSettled([hasty.stamp(Buffer.from('x')), hasty.stamp(Buffer.from('y'))]);
    expect(both).toMatchObject([{ reason: refused }, { reason: refused }]);
    expect(performance.now() - began).toBeLessThan(4_000);
    expect(ca.asked).toHaveLength(1);
    await hasty.close();
  });

  it('leaves the queue when told to stop, and its place to others', async () => {
    ca.delayMs = 200;
    const one = make({ concurrency: 1 });
    const stop = new AbortController();
    const first = one.stamp(Buffer.from('a'));
    const second = one.stamp(Buffer.from('b'), stop.signal);
    const third = one.stamp(Buffer.from('c'));
    stop.abort();
    await expect(second).rejects.toMatchObject({ code: 'request-failed' });
    expect(await Promise.all([first, third])).toHaveLength(2);
    expect(ca.asked).toHaveLength(2);
    await one.close();
  });

  it('tries again, then gives up', async () => {
    ca.mode = 'fail';
    await expect(client.stamp(Buffer.from('x'))).rejects.toMatchObject({ code: 'response-refused' });
    expect(ca.asked).toHaveLength(3);
  });

  it('refuses an answer that is none', async () => {
    const other = new TimestampClient({ url: `http://${ca.httpHost}/ca.crl`, random: randomBytes, backOffMs: [] });
    await expect(other.stamp(Buffer.from('x'))).rejects.toMatchObject({ name: 'TrustError' });
    await other.close();
  });

  it('stops between attempts when told', async () => {
    ca.mode = 'fail';
    await expect(client.stamp(Buffer.from('x'), AbortSignal.abort())).rejects.toMatchObject({ code: 'response-refused' });
    expect(ca.asked).toHaveLength(1);
  });
});
