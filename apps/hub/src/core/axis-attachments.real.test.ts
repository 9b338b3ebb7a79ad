import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { documentAxisAdapter } from '@lienthong/adapter-document-axis';
import { readEdxml } from '@lienthong/documents';
import type { Judged } from '@lienthong/pipeline';
import { ClaimReader, type RevocationCache, type TrustAnchor, parseCertificate } from '@lienthong/trust';
import { Desk } from '../../../../libs/trust/src/pades/testing/desk.test-kit';
import { hierarchy, type Issued } from '../../../../libs/trust/src/x509/testing/pki.test-kit';
import { dsNamespace, envelopeReference, signed, withEnvelopeId } from '../document/testing/sign-edxml.test-kit';
import { Signatures } from './signatures';
import { VerifyingPool } from './verifying/pool';

const sample = readFileSync(resolve(__dirname, '../../../../libs/documents/src/edxml/testing/samples/01-new-one-receiver.edxml'), 'utf8');
const good: RevocationCache = { status: () => ({ status: 'good', source: 'ocsp', evidence: 'ab'.repeat(32) }) };

describe('a signature inside of an attachment', () => {
  const desk = new Desk();
  const pool = new VerifyingPool({ worker: join(__dirname, '../../dist/core/verifying/worker.js') });
  const signatures = new Signatures(new ClaimReader(), pool, good, () => new Date());
  const paper = Buffer.from(desk.signed(desk.cades, 'table').bytes);
  let agency: Issued;
  let roots: Record<'sender' | 'official', TrustAnchor>;
  beforeAll(async () => {
    const { sub, leaf } = await hierarchy();
    agency = leaf;
    roots = { sender: { certificate: sub.certificate }, official: { certificate: parseCertificate(desk.city.root().der) } };
  });
  afterAll(async () => {
    desk.city.remove();
    await pool.close();
  });

  /** A document with this file, signed by its sender, as step 3 asks for it. */
  async function judged(file: Buffer, anchors: readonly TrustAnchor[]): Promise<Judged> {
    const text = withEnvelopeId(sample.replace(/(?<=ContentTransferEncoded [^>]*>)[^<]*/, file.toString('base64')));
    const octets = readEdxml(Buffer.from(text)).document?.attachments[0]?.transferred ?? Buffer.of();
    const payload = signed(text, {
      by: agency,
      namespace: dsNamespace,
      references: [envelopeReference(text), { uri: 'cid:att-1', octets }],
    });
    const raw = { connector: 'x', subject: '', contentType: 'application/edxml+xml', attributes: {}, payload: Buffer.from(payload) };
    const { signature } = documentAxisAdapter.read(raw);
    if (signature.format !== 'xmldsig') throw new Error('the document is not signed');
    await signatures.prepare([signature]);
    expect(signatures.needs(signature, Object.values(roots), new Date()).length).toBeGreaterThan(0);
    return signatures.judge(signature, anchors, new Date());
  }

  it('is verified and told apart from the one over the message', async () => {
    const { verdict, spoilt } = await judged(paper, Object.values(roots));
    const { signer, attachments = [], format } = verdict.record;
    expect([format, signer, spoilt]).toEqual(['xmldsig', agency.certificate.fingerprint, []]);
    const official = desk.city.chain('rsa')[0]?.fingerprint;
    expect(attachments).toMatchObject([
      { attachment: 1, verdict: { format: 'pades', signer: official, whenSigned: { standing: 'valid' } } },
    ]);
    expect(JSON.parse(verdict.text)).toEqual(JSON.parse(JSON.stringify(verdict.record)));
  });

  it('of a stranger takes nothing from the message, and the stranger is told', async () => {
    const { verdict, spoilt } = await judged(paper, [roots.sender]);
    expect([verdict.record.whenSigned.standing, spoilt]).toEqual(['valid', []]);
    expect(verdict.record.attachments).toMatchObject([
      { attachment: 1, verdict: { whenSigned: { standing: expect.not.stringMatching(/^valid$/) as string } } },
    ]);
  });

  it('that does not match what it signs is found, although the sender signed the file as it is', async () => {
    const changed = Buffer.from(paper);
    changed.write('/tYpe', changed.indexOf('/Type /Page'), 'latin1');
    const { verdict, spoilt } = await judged(changed, Object.values(roots));
    expect([verdict.record.whenSigned.standing, spoilt]).toEqual(['valid', [1]]);
  });
});
