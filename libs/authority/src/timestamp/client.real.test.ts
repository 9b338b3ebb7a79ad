import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';

import { OpensslCa } from '../testing/openssl-ca.test-kit';
import { TimestampClient } from './client';

describe('TimestampClient against openssl ts', () => {
  let ca: OpensslCa;
  let client: TimestampClient;
  const make = (random: (count: number) => Uint8Array = randomBytes): TimestampClient =>
    new TimestampClient({ url: `http://${ca.httpHost}/tsa`, random, timeoutMs: 2_000, concurrency: 2, backOffMs: [20, 20] });
  beforeAll(async () => {
    ca = await new OpensslCa().start();
  });
  beforeEach(() => {
    ca.mode = 'serve';
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

  it('stamps several at once', async () => {
    const stamped = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => client.stamp(Buffer.from(text))));
    expect(stamped).toHaveLength(5);
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
