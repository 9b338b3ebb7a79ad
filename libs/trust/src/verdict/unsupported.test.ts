import { sign } from 'node:crypto';
import * as der from '../cms/der';
import { write } from '../cms/testing/message.test-kit';
import { encode } from '../jws/testing/token.test-kit';
import { verifyFile } from '../verify';
import { draft, ecdsa, enveloped, exc, seal } from '../xmldsig/testing/draft.test-kit';
import { UnreadableError } from './found';
import { ground, signer, sub } from './testing/archive.test-kit';

const { certificate, key } = signer;
const under = ground({ at: new Date('2025-07-01T00:00:00Z'), certificates: [sub.certificate] });
const ecdsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';

const xml = (wish: Parameters<typeof draft>[0]): string =>
  seal(`<phieu>${draft({ method: ecdsaSha256, certificate, ...wish })}</phieu>`, ecdsa(key.privateKey, 'sha256'));
const cms = (algorithm: string): Buffer =>
  write({
    content: Buffer.from('x'),
    attached: true,
    signer: certificate,
    key: key.privateKey,
    signatureAlgorithm: der.sequence(der.oid(algorithm)),
  });

const part = (alg: string) => {
  const encodedHeader = encode({ alg, x5c: [Buffer.from(certificate.der).toString('base64')] });
  const value = sign('sha256', Buffer.from(`${encodedHeader}.${encode('x')}`), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return { protected: encodedHeader, signature: value.toString('base64url') };
};
const jws = (...algorithms: readonly string[]): string => JSON.stringify({ payload: encode('x'), signatures: algorithms.map(part) });

const outcome = async (file: string | Uint8Array): Promise<string> => {
  try {
    const { signatures } = await verifyFile(Buffer.from(file), under);
    return signatures.map(({ now }) => [now.standing, now.subIndication].filter(Boolean).join(' ')).join(', ');
  } catch (error) {
    if (error instanceof UnreadableError) return `${error.kind} ${error.code}: ${error.message}`;
    throw error;
  }
};
const unsupported = (code: string, what: string): string => `unsupported ${code}: verifying the signature: ${what} is not supported`;
const xpath = '<Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"><XPath>true()</XPath></Transform>';

it.each<[string, string | Uint8Array, string]>([
  ['nothing that is supported', jws('ES256'), 'valid'],
  ['a JWS algorithm', jws('ES256K'), unsupported('signature.algorithm', 'ES256K')],
  ['a MAC', jws('HS256'), 'invalid CRYPTO_CONSTRAINTS_FAILURE'],
  ['nothing that signs', jws('none'), 'invalid CRYPTO_CONSTRAINTS_FAILURE'],
  ['one algorithm of two', jws('ES256', 'ES256K'), 'valid, indeterminate CUSTOM'],
  ['an algorithm of CMS', cms('1.3.6.1.4.1.99999.1'), unsupported('signature.algorithm', '1.3.6.1.4.1.99999.1')],
  ['MD5 in CMS', cms('1.2.840.113549.1.1.4'), 'invalid CRYPTO_CONSTRAINTS_FAILURE'],
  [
    'an XML transform',
    xml({ references: [{ uri: '', transforms: [enveloped, xpath, exc] }] }),
    unsupported('reference.transform', 'transform http://www.w3.org/TR/1999/REC-xpath-19991116'),
  ],
  [
    'an XML digest',
    xml({ references: [{ uri: '', transforms: [enveloped], digest: 'urn:sha9' }] }),
    unsupported('digest.algorithm', 'urn:sha9'),
  ],
  ['an XML algorithm', xml({ method: 'urn:gost' }), unsupported('signature.algorithm', 'urn:gost')],
  ['SHA-1 in XML', xml({ method: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }), 'invalid CRYPTO_CONSTRAINTS_FAILURE'],
])('tells %s by its name, and a fault for a fault', async (_, file, expected) => {
  expect(await outcome(file)).toBe(expected);
});

it('says of each signature which check could not be made', async () => {
  const { signatures, standing } = await verifyFile(Buffer.from(jws('ES256', 'ES256K')), under);
  expect(standing).toBe('indeterminate');
  expect(signatures[1]?.now.checks).toContainEqual({
    ...{ code: 'signature.algorithm', result: 'unsupported' },
    facts: expect.objectContaining({ algorithm: 'ES256K' }) as object,
  });
});

it('says nothing of the certificate then: nobody knows whose signature it is', async () => {
  const stranger = verifyFile(Buffer.from(jws('ES256K')), { ...under, anchors: [] });
  await expect(stranger).rejects.toMatchObject({ kind: 'unsupported', code: 'signature.algorithm' });
});

it('takes a changed content for changed, whatever else is not supported', async () => {
  const two = xml({
    references: [
      { uri: '', transforms: [enveloped, exc] },
      { uri: '', transforms: [enveloped, xpath] },
    ],
  });
  expect(await outcome(two.replace('<phieu>', '<phieu>x'))).toBe('invalid HASH_FAILURE');
});
