import { sign } from 'node:crypto';
import type { SigningAlgorithm } from '../keys/algorithm';
import type { Signer } from '../keys/signer';
import { signerBy } from '../keys/testing/signer.test-kit';
import { issue, type Issued } from '../x509/testing/pki.test-kit';
import { findXmlSignatures } from './find';
import { signXml, type SignXmlInput } from './sign';
import { ecdsa, rsa } from './testing/draft.test-kit';

let rsaKey: Issued;
let p256: Issued;
let p384: Issued;
let small: Issued;
beforeAll(async () => {
  const subject = 'CN=Sở Thử nghiệm';
  [rsaKey, p256, p384, small] = await Promise.all([
    issue({ subject, kind: 'rsa' }),
    issue({ subject }),
    issue({ subject, kind: 'p384' }),
    issue({ subject, kind: 'weakRsa' }),
  ]);
});

const by = ({ certificate }: Issued, mathematics: (data: Uint8Array) => Uint8Array, algorithm: SigningAlgorithm): Signer =>
  signerBy(mathematics, [certificate], algorithm);
const order = (signer: Signer, more: Partial<SignXmlInput> = {}): Promise<Uint8Array> =>
  signXml({
    document: Buffer.from('<r><a Id="1"/><b Id="1"/><c Id="2"/></r>'),
    signer,
    references: [{ kind: 'document' }],
    at: new Date(0),
    id: 'sig',
    ...more,
  });

it.each<[string, () => Signer]>([
  ['rsa-pss-sha384', () => by(rsaKey, rsa(rsaKey.privateKey, 'sha384', 48), 'PS384')],
  ['rsa-sha512', () => by(rsaKey, rsa(rsaKey.privateKey, 'sha512'), 'RS512')],
  ['ecdsa-sha384', () => by(p384, ecdsa(p384.privateKey, 'sha384'), 'ES384')],
  ['ecdsa-sha256', () => by(p256, ecdsa(p256.privateKey, 'sha256'), 'ES256')],
])('signs with %s', async (algorithm, signer) => {
  const [found] = await findXmlSignatures(await order(signer()));
  expect(found!.checks.map(({ result }) => result)).not.toContain('failed');
  expect(found).toMatchObject({ algorithm, level: 'B-B', coversWhole: true });
});

it.each<[string, () => Promise<unknown>, string]>([
  ['a key of another certificate', () => order(by(rsaKey, rsa(small.privateKey), 'RS256')), 'signature-invalid'],
  ['ECDSA in DER', () => order(by(p256, (data) => sign('sha256', data, p256.privateKey), 'ES256')), 'signature-invalid'],
  ['a weak key', () => order(by(small, rsa(small.privateKey), 'RS256')), 'signature-invalid'],
  ['an algorithm of another key', () => order(by(p256, ecdsa(p256.privateKey, 'sha256'), 'RS256')), 'signature-invalid'],
  ['no certificate', () => order(signerBy((data) => data, [], 'RS256')), 'signature-invalid'],
  ['nothing to sign', () => order(by(rsaKey, rsa(rsaKey.privateKey), 'RS256'), { references: [] }), 'sign.reference'],
  [
    'an element that is not there',
    () => order(by(rsaKey, rsa(rsaKey.privateKey), 'RS256'), { references: [{ kind: 'element', id: '3' }] }),
    'sign.reference',
  ],
  [
    'an Id that two have',
    () => order(by(rsaKey, rsa(rsaKey.privateKey), 'RS256'), { references: [{ kind: 'element', id: '1' }] }),
    'sign.reference',
  ],
  [
    'content inside',
    () => order(by(rsaKey, rsa(rsaKey.privateKey), 'RS256'), { references: [{ kind: 'content', uri: '#2', content: Buffer.of() }] }),
    'sign.reference',
  ],
  ['a place without an end tag', () => order(by(rsaKey, rsa(rsaKey.privateKey), 'RS256'), { into: '2' }), 'sign.place'],
  ['an Id that is no name', () => order(by(rsaKey, rsa(rsaKey.privateKey), 'RS256'), { id: '1"' }), 'sign.id'],
  [
    'an Id that is taken',
    () => order(by(rsaKey, rsa(rsaKey.privateKey), 'RS256'), { document: Buffer.from('<r Id="sig-value"></r>') }),
    'sign.id',
  ],
  [
    'a document with an instruction',
    () => order(by(rsaKey, rsa(rsaKey.privateKey), 'RS256'), { document: Buffer.from('<r><?p?></r>') }),
    'xml.processing-instruction',
  ],
  [
    'a document with a DOCTYPE',
    () => order(by(rsaKey, rsa(rsaKey.privateKey), 'RS256'), { document: Buffer.from('<!DOCTYPE r><r></r>') }),
    'xml.doctype',
  ],
])('refuses %s', async (_, run, code) => {
  await expect(run()).rejects.toMatchObject({ code });
});
