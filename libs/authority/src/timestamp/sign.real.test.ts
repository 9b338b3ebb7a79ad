import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

import { type FileVerdict, type Signer, type SigningFormat, signFile, verifyFile } from '@lienthong/trust';

import { openSigner } from '../signer/open';
import { OpensslCa } from '../testing/openssl-ca.test-kit';
import { TimestampClient } from './client';

/** Signed here, stamped and revoked by openssl, judged here. */
describe('a file that openssl stamps', () => {
  const content = Buffer.from('<phieu><so>1</so></phieu>');
  let ca: OpensslCa;
  let signer: Signer;
  let client: TimestampClient;
  const signed = (format: SigningFormat, isStamped: boolean): Promise<Uint8Array> => {
    const stamp = async (data: Uint8Array): Promise<Uint8Array> => (await client.stamp(data)).token;
    return signFile({ format, content, detached: false, signer, at: new Date(), ...(isStamped && { stamp }) });
  };
  const judged = (file: Uint8Array): Promise<FileVerdict> =>
    verifyFile(file, {
      ...{ anchors: [{ certificate: ca.read('ca.pem') }], certificates: [], ocsps: [], policy: 'standard', at: new Date() },
      crls: [readFileSync(ca.path('ca.crl.der'))],
    });
  beforeAll(async () => {
    ca = await new OpensslCa().start();
    ca.issue('signer');
    const [key, certificates] = [readFileSync(ca.path('signer.key'), 'utf8'), readFileSync(ca.path('signer.pem'), 'utf8')];
    signer = await openSigner({ kind: 'pem', key, certificates }, { clock: () => new Date(), random: randomBytes });
    client = new TimestampClient({ url: `http://${ca.httpHost}/tsa`, random: (count) => randomBytes(count), backOffMs: [] });
  });
  afterAll(async () => {
    await Promise.all([signer.close(), client.close()]);
    await ca.stop();
  });

  it.each(['xades', 'cades', 'jades'] as const)('is of level B-T as %s, and its time is proved', async (format) => {
    const { standing, coversWhole, signatures } = await judged(await signed(format, true));
    expect({ standing, coversWhole }).toEqual({ standing: 'valid', coversWhole: true });
    expect(signatures).toMatchObject([{ format, level: 'B-T', timeBasis: 'timestamp', timestamps: [{ standing: 'valid' }] }]);
  });

  it('holds when its certificate is revoked later, and without the stamp does not', async () => {
    const files = await Promise.all([signed('cades', true), signed('cades', false)]);
    await sleep(1_100);
    ca.revoke('signer');
    ca.publishCrl();
    const [stamped, claimed] = await Promise.all(files.map(judged));
    expect(stamped).toMatchObject({ standing: 'valid', whenSigned: 'valid', now: 'invalid' });
    expect(claimed).toMatchObject({ standing: 'invalid', whenSigned: 'indeterminate', now: 'invalid' });
    expect(claimed?.signatures[0]?.whenSigned.subIndication).toBe('REVOKED_NO_POE');
  });
});
