import { hash } from 'node:crypto';
import { ecdsaSha256, lateTsa, signedAt, signer, token, tsa } from '../verdict/testing/archive.test-kit';
import * as der from './der';
import { findCmsSignatures } from './find';
import * as oids from './oids';
import { write } from './testing/message.test-kit';

const content = Buffer.from('Công văn số 1');
const [crl, ocsp, keptCrl, otherCrl] = [1, 2, 3, 4].map((number) => der.sequence(der.small(number))) as [Buffer, Buffer, Buffer, Buffer];
const values = der.sequence(der.tagged(0, der.sequence(keptCrl)));
const choice = der.tagged(1, der.oid(oids.ocspResponse), ocsp);
const first = token(tsa, Buffer.from('value'), signedAt);

const digests = (...parts: readonly Uint8Array[]): Buffer => der.sequence(...parts.map((one) => der.octets(hash('sha256', one, 'buffer'))));
const ofAttribute = (type: string, value: Uint8Array): Buffer => Buffer.concat([der.oid(type), value]);

/** Of a message with two CRLs, an OCSP response, a time stamp and values, stamped with an index of some of them. */
function protectedBy(type: string, crls: Buffer, attributes: Buffer): readonly string[] | undefined {
  const index = der.sequence(der.sequence(der.oid(oids.sha256)), der.sequence(), crls, attributes);
  const archive = token(lateTsa, content, signedAt, [der.attribute(type, index)]);
  const message = write({
    ...{ content, attached: true, signer: signer.certificate, key: signer.key.privateKey, signatureAlgorithm: ecdsaSha256 },
    revocation: [crl, otherCrl, choice],
    unsigned: [
      der.attribute(oids.signatureTimeStamp, first),
      der.attribute(oids.revocationValues, values),
      der.attribute(oids.archiveTimeStampV3, archive),
    ],
  });
  const [found] = findCmsSignatures(message);
  const names = new Map(
    [crl, ocsp, keptCrl, otherCrl, first].map((one, i) => [one.toString('hex'), ['crl', 'ocsp', 'kept', 'other', 'token'][i]!]),
  );
  return found?.timestamps
    .find(({ kind }) => kind === 'archive')
    ?.protects?.map((one) => names.get(Buffer.from(one).toString('hex')) ?? 'something else')
    .sort();
}

it('covers the revocation data and tokens that its index lists, and no others', () => {
  const [older, newer] = oids.hashIndexes.toReversed();
  const none = der.sequence();
  expect(protectedBy(newer!, none, none)).toEqual([]);
  expect(protectedBy(newer!, digests(crl, choice), none)).toEqual(['crl', 'ocsp']);
  expect(protectedBy(newer!, none, digests(ofAttribute(oids.revocationValues, values)))).toEqual(['kept']);
  expect(protectedBy(newer!, none, digests(ofAttribute(oids.signatureTimeStamp, first)))).toEqual(['token']);
  expect(protectedBy(older!, digests(otherCrl), digests(der.attribute(oids.revocationValues, values)))).toEqual(['kept', 'other']);
});
