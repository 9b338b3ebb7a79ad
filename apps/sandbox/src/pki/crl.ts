import * as asn1 from 'asn1js';
import { CertificateRevocationList, Extensions, RevokedCertificate } from 'pkijs';
import { time } from './certificate';
import { engine } from './engine';
import { authorityKey, copy, extension } from './extensions';
import type { Issued } from './model';
import type { Holder } from './pem';

const lifeMs = 3_600_000;

/** A revocation list v2 with number and authority key, good for an hour. `number` must grow from list to list (RFC 5280 §5.2.3). */
export async function revocationList(issuer: Holder, revoked: readonly Issued[], number: number, now: Date): Promise<Buffer> {
  const list = new CertificateRevocationList({
    version: 1,
    issuer: issuer.certificate.subject,
    thisUpdate: time(now.getTime()),
    nextUpdate: time(now.getTime() + lifeMs),
    ...(revoked.length > 0 ? { revokedCertificates: revoked.map(entry) } : {}),
    crlExtensions: new Extensions({
      extensions: [authorityKey(issuer.certificate), extension('2.5.29.20', new asn1.Integer({ value: number }))],
    }),
  });
  await list.sign(issuer.key, 'SHA-256', engine);
  const schema = list.toSchema(true) as asn1.Sequence; // declared any
  return Buffer.from(schema.toBER());
}

const certificateHold = 6;

const entry = ({ serial, revokedAt, onHold }: Issued): RevokedCertificate =>
  new RevokedCertificate({
    userCertificate: new asn1.Integer({ valueHex: copy(Buffer.from(serial, 'hex')) }),
    revocationDate: time(Date.parse(revokedAt ?? '')),
    ...(onHold && {
      crlEntryExtensions: new Extensions({ extensions: [extension('2.5.29.21', new asn1.Enumerated({ value: certificateHold }))] }),
    }),
  });
