import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { FlattenedSign } from 'jose';
import { Authority } from '../cms/testing/authority.test-kit';
import type { RevocationCache } from '../model';
import { Judge } from '../verdict/judge';
import { checksOf } from '../verdict/verdict';
import { by, template } from '../xmldsig/testing/xmlsec.test-kit';
import type { Demands, SignedClaim } from './claim';
import { portableClaim, packClaim, unpackClaim } from './packed';
import { ClaimReader } from './reader';
import { parseCertificate } from '../x509/certificate';

const payload = Buffer.from('{"tên":"Hồ sơ 1"}');
const other = Buffer.from('{"tên":"Hồ sơ 2"}');
const attachment: Buffer = Buffer.from('%PDF-1.7 đính kèm');
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const envelope = 'urn:vn:edxml';
const header = { namespace: envelope, local: 'Header' };
const good: RevocationCache = { status: () => ({ status: 'good', source: 'ocsp', evidence: 'ab'.repeat(32) }) };

describe('signatures of messages', () => {
  const reader = new ClaimReader();
  const judge = new Judge();
  let city: Authority;
  let signer: string;

  beforeAll(() => {
    city = new Authority();
    city.issue('sender', 'sub', 'leaf');
    signer = city.chain('sender')[0]!.fingerprint;
  });
  afterAll(() => city.remove());

  /** Standing and what speaks against it, what was signed, and what was not; the same in this thread and through another. */
  async function judged(
    claim: SignedClaim,
  ): Promise<{ standing: string; against: string[]; signed: string[]; uncovered: readonly string[] }> {
    const read = await reader.read(claim);
    const moved = unpackClaim(structuredClone(packClaim(await reader.read(structuredClone(portableClaim(claim))))));
    const anchors = [{ certificate: parseCertificate(city.root().der) }];
    const [{ record }, { record: again }] = [read, moved].map(({ found }) =>
      judge.judge(found, { anchors, cache: good, at: new Date(), signedAt: new Date() }),
    ) as [ReturnType<Judge['judge']>, ReturnType<Judge['judge']>];
    expect({ ...again, signedAt: '', judgedAt: '' }).toEqual({ ...record, signedAt: '', judgedAt: '' });
    expect(moved.found.signed.map(({ bytes }) => Buffer.from(bytes))).toEqual(read.found.signed.map(({ bytes }) => Buffer.from(bytes)));
    expect(record.signer).toBe(signer);
    expect(JSON.stringify(record)).not.toContain('Thành phố');
    return {
      standing: record.whenSigned.standing,
      against: checksOf(record, record.whenSigned).flatMap(({ code, result }) =>
        result === 'failed' || result === 'unknown' ? [code] : [],
      ),
      signed: read.found.signed.map(({ bytes }) => Buffer.from(bytes).toString()),
      uncovered: read.uncovered,
    };
  }

  const valid = { standing: 'valid', against: [], uncovered: [] };

  it('takes what jose signs, and no other bytes', async () => {
    const x5c = city.chain('sender').map(({ der }) => Buffer.from(der).toString('base64'));
    const protectedHeader = { alg: 'PS256', b64: false, crit: ['b64'], x5c };
    const made = await new FlattenedSign(payload).setProtectedHeader(protectedHeader).sign(city.privateKey('sender'));
    const jws = `${made.protected ?? ''}..${made.signature}`;
    expect(await judged({ format: 'jws-detached', jws, signed: payload })).toEqual({ ...valid, signed: [payload.toString()] });
    expect(() => reader.read({ format: 'jws-detached', jws, signed: other })).toThrow(
      expect.objectContaining({ code: 'signature-invalid' }) as Error,
    );
  });

  it('takes what openssl signs, detached and attached, and tells what was signed', async () => {
    const detached = city.cms('sender', payload, '-cades');
    expect(await judged({ format: 'cms-detached', cms: detached, signed: payload })).toEqual({ ...valid, signed: [payload.toString()] });
    expect(await judged({ format: 'cms-detached', cms: detached, signed: other })).toMatchObject({
      ...{ standing: 'invalid', signed: [] },
      against: expect.arrayContaining(['reference.digest']) as string[],
    });
    const attached = city.cms('sender', payload, '-cades', '-nodetach');
    expect(await judged({ format: 'cms-attached', cms: attached })).toEqual({ ...valid, signed: [payload.toString()] });
    expect(await judged({ format: 'cms-attached', cms: detached })).toMatchObject({ standing: 'indeterminate', signed: [] });
    expect(await judged({ format: 'cms-detached', cms: attached, signed: other })).toMatchObject({ against: ['content.same'], signed: [] });
  });

  describe('takes what xmlsec1 signs', () => {
    const content = new Map([['cid:dinh-kem', attachment]]);
    const all: Demands = { elements: [header], content: ['cid:dinh-kem'] };
    const documentOf = (references: Parameters<typeof template>[0]['references']): string =>
      `<e:Envelope xmlns:e="${envelope}"><e:Header Id="h"><e:Id>1</e:Id></e:Header><e:Note>không ký</e:Note>${template({
        canonicalization: exclusive,
        method: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
        references,
      })}</e:Envelope>`;

    let beside = attachment;
    beforeEach(() => (beside = attachment));
    function signed(...references: Parameters<typeof template>[0]['references'][number][]): Buffer {
      writeFileSync(city.path('dinh-kem'), beside);
      writeFileSync(city.path('template.xml'), documentOf(references));
      const options = ['--url-map:cid:dinh-kem', 'dinh-kem', '--id-attr:Id', `${envelope}:Header`, '--output', 'signed.xml'];
      const stdio = ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'];
      const signing = ['--sign', '--privkey-pem', 'sender.key,sender.pem,sub.pem', ...options, 'template.xml'];
      execFileSync('xmlsec1', signing, { cwd: city.folder, stdio });
      return readFileSync(city.path('signed.xml'));
    }
    const claim = (document: Uint8Array, more: Partial<Extract<SignedClaim, { format: 'xmldsig' }>> = {}): SignedClaim => ({
      ...{ format: 'xmldsig', document, content, mustCover: all },
      ...more,
    });
    const cid = ['cid:dinh-kem', ''] as const;

    it('over a document and what lies beside it', async () => {
      const whole = signed(['', by(enveloped) + by(exclusive)], cid);
      const { signed: parts, ...verdict } = await judged(claim(whole));
      expect(verdict).toEqual(valid);
      expect(parts).toEqual([expect.stringContaining('<e:Id>1</e:Id>'), attachment.toString()]);
      expect(parts[0]).not.toContain('SignatureValue');
    });

    it('over one attachment many times, which travels once', async () => {
      const claimed = claim(signed(['#h', by(exclusive)], cid, cid, cid));
      const { signed: parts, ...verdict } = await judged(claimed);
      expect({ ...verdict, parts: parts.length }).toEqual({ ...valid, parts: 4 });
      const back = structuredClone(packClaim(await reader.read(structuredClone(portableClaim(claimed)))));
      expect(new Set(back.found.signed.slice(1).map(({ bytes }) => bytes)).size).toBe(1);
    });

    it('over the header and the attachment alone: what is not signed is not there', async () => {
      const { signed: parts, ...verdict } = await judged(claim(signed(['#h', by(exclusive)], cid)));
      expect(verdict).toEqual(valid);
      expect(parts).toEqual([expect.stringMatching(/^<e:Header .*<\/e:Header>$/), attachment.toString()]);
    });

    it('and tells what it does not cover', async () => {
      expect(await judged(claim(signed(['#h', by(exclusive)])))).toMatchObject({ standing: 'valid', uncovered: ['cid:dinh-kem'] });
      expect(await judged(claim(signed(cid)))).toMatchObject({ standing: 'valid', uncovered: [`{${envelope}}Header`] });
    });

    it('and takes no header out of an attachment', async () => {
      beside = Buffer.from(`<e:Header xmlns:e="${envelope}"/>`);
      const document = claim(signed(cid), { content: new Map([['cid:dinh-kem', beside]]) });
      expect(await judged(document)).toMatchObject({ ...valid, uncovered: [`{${envelope}}Header`] });
    });

    it('and not when an attachment is another or missing', async () => {
      const whole = signed(['#h', by(exclusive)], cid);
      const changed = await judged(claim(whole, { content: new Map([['cid:dinh-kem', payload]]) }));
      expect(changed).toMatchObject({ standing: 'invalid', against: ['reference.digest'], signed: [] });
      const missing = await judged(claim(whole, { content: new Map() }));
      expect(missing).toMatchObject({ standing: 'indeterminate', against: ['reference.missing'] });
    });

    it('and reads of several signatures the one that covers all', async () => {
      const first = signed(['#h', by(exclusive)]).toString();
      const signature = /<Signature[\s\S]*<\/Signature>/.exec(first)?.[0] ?? '';
      const second = signed(['#h', by(exclusive)], cid).toString();
      const both = second.replace('</e:Envelope>', `${signature}</e:Envelope>`);
      expect(await judged(claim(Buffer.from(both)))).toMatchObject(valid);
      const other = second.replace('<Signature', `${signature}<Signature`);
      expect(await judged(claim(Buffer.from(other)))).toMatchObject(valid);
    });
  });
});
