import { CompactSign, compactVerify, FlattenedSign, flattenedVerify, GeneralSign, generalVerify } from 'jose';

import { signingAlgorithms } from '../keys/algorithm';
import { findJwsSignatures } from './find';
import { signJades } from './sign-jades';
import { Desk } from './testing/desk.test-kit';
import { chainOf } from './testing/token.test-kit';

const payload = Buffer.from('{"tên":"Hồ sơ"}');
const at = new Date('2026-11-23T03:00:00Z');

describe.each(signingAlgorithms)('with jose, by %s', (algorithm) => {
  let desk: Desk;
  beforeAll(async () => (desk = await Desk.open()));

  it('verifies what it signs, in each serialisation', async () => {
    const signer = await desk.signer(algorithm);
    const header = { alg: algorithm, x5c: chainOf(signer) };
    const compact = await new CompactSign(payload).setProtectedHeader(header).sign(signer.key);
    const flattened = await new FlattenedSign(payload).setProtectedHeader(header).setUnprotectedHeader({ kid: '1' }).sign(signer.key);
    const detached = await new FlattenedSign(payload).setProtectedHeader({ ...header, b64: false, crit: ['b64'] }).sign(signer.key);
    const general = await new GeneralSign(payload)
      .addSignature(signer.key)
      .setProtectedHeader(header)
      .addSignature((await desk.signer('ES256')).key)
      .setProtectedHeader({ alg: 'ES256', x5c: chainOf(await desk.signer('ES256')) })
      .sign();
    for (const [file, count] of [
      [compact, 1],
      [flattened, 1],
      [detached, 1],
      [general, 2],
    ] as const) {
      const found = findJwsSignatures(Buffer.from(typeof file === 'string' ? file : JSON.stringify(file)), { content: () => payload });
      expect(found.flatMap(({ checks }) => checks.filter(({ result }) => result !== 'passed'))).toEqual([]);
      expect(found.map(({ signed }) => Buffer.from(signed[0]!.bytes))).toEqual(Array.from({ length: count }, () => payload));
    }
  });

  it('makes what it verifies', async () => {
    const signer = await desk.signer(algorithm);
    const { publicKey } = signer.certificate;
    const attached = await signJades({ payload, detached: false, signer, at });
    expect(Buffer.from((await compactVerify(attached, publicKey)).payload)).toEqual(payload);
    const [header = '', , signature = ''] = (await signJades({ payload, detached: true, signer, at })).split('.');
    const flattened = { protected: header, payload, signature };
    expect((await flattenedVerify(flattened, publicKey)).protectedHeader).toMatchObject({ b64: false, iat: at.getTime() / 1000 });
    const signatures = [{ protected: header, signature }];
    await expect(generalVerify({ payload: Buffer.from('other'), signatures }, publicKey)).rejects.toThrow('verification failed');
  });
});
