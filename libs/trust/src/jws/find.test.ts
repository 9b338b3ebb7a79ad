import { createHmac, createPublicKey, generateKeyPairSync, hash } from 'node:crypto';

import { signingAlgorithms } from '../keys/algorithm';
import { type FoundSignature, type ReadOptions, UnreadableError } from '../verdict/found';
import { findJwsSignatures } from './find';
import { signJades } from './sign-jades';
import { addJadesTimestamp, jadesStampInput } from './stamp-jades';
import { Desk, type KeyedSigner, signerWith } from './testing/desk.test-kit';
import { chainOf, encode, handmade, type Header } from './testing/token.test-kit';

const payload = Buffer.from('{"tên":"Hồ sơ"}');
const body = payload.toString('base64url');
const at = new Date('2026-11-23T03:00:00Z');
const digestOf = (bytes: Uint8Array): string => hash('sha256', bytes, 'buffer').toString('base64url');

const find = (file: string | object, options: ReadOptions = {}): FoundSignature[] =>
  findJwsSignatures(Buffer.from(typeof file === 'string' ? file : JSON.stringify(file)), options);
const findOne = (file: string | object, options?: ReadOptions): FoundSignature => find(file, options)[0]!;
/** `code=result` of everything that did not pass, or `ok`; or the refusal of the whole file. */
function outcome(file: string | object, options?: ReadOptions): string {
  try {
    const { checks } = findOne(file, options);
    const open = checks.filter(({ result }) => result !== 'passed').map(({ code, result }) => `${code}=${result}`);
    return open.join(' ') || 'ok';
  } catch (error) {
    if (error instanceof UnreadableError) return `${error.kind} ${error.code}`;
    throw error;
  }
}

describe('findJwsSignatures', () => {
  let desk: Desk;
  let rsa: KeyedSigner;
  let other: KeyedSigner;
  let base: Header;
  beforeAll(async () => {
    desk = await Desk.open();
    [rsa, other] = await Promise.all([desk.signer('RS256'), desk.signer('RS256', 'khác')]);
    base = { alg: 'RS256', x5c: chainOf(rsa) };
  });

  it.each(signingAlgorithms.flatMap((algorithm) => [true, false].map((detached) => ({ algorithm, detached }))))(
    'finds what signJades makes: $algorithm, detached $detached',
    async ({ algorithm, detached }) => {
      const signer = await desk.signer(algorithm);
      const jws = await signJades({ payload, detached, signer, at });
      const content = (name: string): Uint8Array | undefined => (detached && name === '' ? payload : undefined);
      const found = findOne(jws, { content });
      expect(found).toMatchObject({ format: 'jades', level: 'B-B', algorithm, coversWhole: true, signingTime: at, timestamps: [] });
      expect(found.signer?.fingerprint).toBe(signer.certificate.fingerprint);
      expect(found.checks.map(({ code, result }) => [code, result])).toEqual(
        ['signature.algorithm', 'signer.certificate', 'signer.bound', 'signature.value'].map((code) => [code, 'passed']),
      );
      expect(found.signed).toEqual([{ name: '', bytes: payload }]);
    },
  );

  it('reads all three serialisations, with several signatures over one payload', async () => {
    const [a, b] = await Promise.all([
      handmade(rsa, base, body),
      handmade(other, { alg: 'RS512', 'x5t#S256': digestOf(other.certificate.der) }, body),
    ]);
    const es = await desk.signer('ES256');
    const c = await handmade(es, { alg: 'ES256', x5c: chainOf(es) }, body);
    const flat = { payload: body, protected: a.encodedHeader, header: { kid: 'x' }, signature: a.signature };
    expect([outcome(a.compact), outcome(`${a.compact}\n`), outcome(flat)]).toEqual(['ok', 'ok', 'ok']);
    const signatures = [a, b, c].map(({ encodedHeader, signature }) => ({ protected: encodedHeader, signature }));
    const found = find({ payload: body, signatures }, { certificates: [rsa.certificate, other.certificate] });
    expect(found.map(({ algorithm, signed, format, level }) => [algorithm, signed.length, format, level])).toEqual([
      ['RS256', 1, 'jws', ''],
      ['RS512', 0, 'jws', ''], // signed with SHA-256: the header lies
      ['ES256', 1, 'jws', ''],
    ]);
    const pointed = await handmade(other, { alg: 'RS256', 'x5t#S256': digestOf(other.certificate.der) }, body);
    expect(findOne(pointed.compact, { certificates: [rsa.certificate, other.certificate] }).signer?.subject).toContain('khác');
    expect(outcome(pointed.compact, { certificates: [rsa.certificate] })).toBe('signer.certificate=unknown');
  });

  it('takes unencoded payloads inside where RFC 7797 allows them', async () => {
    const header = { ...base, b64: false, crit: ['b64'] };
    const plain = await handmade(rsa, header, '$02');
    expect(findOne(plain.compact).signed).toEqual([{ name: '', bytes: Buffer.from('$02') }]);
    const json = await handmade(rsa, header, payload);
    const flat = { payload: payload.toString(), protected: json.encodedHeader, signature: json.signature };
    expect(findOne(flat).signed).toEqual([{ name: '', bytes: payload }]);
    expect(outcome((await handmade(rsa, header, 'đ')).compact)).toBe('unreadable jws.compact');
    expect(outcome((await handmade(rsa, header, 'a.b')).compact)).toBe('unreadable jws.compact');
    expect(outcome((await handmade(rsa, header, '\ta')).compact)).toBe('unreadable jws.payload');
  });

  it('tells a detached payload that is missing from an empty one and from a wrong one', async () => {
    const detached = await signJades({ payload, detached: true, signer: rsa, at });
    expect(outcome(detached)).toBe('content.missing=unknown');
    expect(findOne(detached).signed).toEqual([]);
    expect(outcome(detached, { content: () => Buffer.from('{}') })).toBe('signature.value=failed');
    expect(outcome((await handmade(rsa, base, '')).compact)).toBe('ok');
    const attached = await handmade(rsa, base, body);
    expect(outcome(attached.compact, { content: () => payload })).toBe('ok');
    expect(outcome(attached.compact, { content: () => Buffer.from('other') })).toBe('content.digest=failed');
    expect(findOne(attached.compact, { content: () => Buffer.from('other') }).signed).toEqual([]);
  });

  describe('refuses', () => {
    it.each<[string, string, (header: Header) => string | Header]>([
      ['alg none', 'signature.algorithm=failed', (header) => ({ ...header, alg: 'none' })],
      ['alg none without a certificate', 'signature.algorithm=failed signer.certificate=unknown', () => ({ alg: 'none' })],
      ['an unknown alg', 'signature.algorithm=failed', (header) => ({ ...header, alg: 'ES256K' })],
      ['alg of Object.prototype', 'signature.algorithm=failed', (header) => ({ ...header, alg: 'constructor' })],
      ['no alg', 'unreadable jws.header', () => ({ typ: 'JOSE' })],
      ['an alg of another kind of key', 'signature.algorithm=failed', (header) => ({ ...header, alg: 'ES256' })],
      ['PS256 over a PKCS#1 signature', 'signature.value=failed', (header) => ({ ...header, alg: 'PS256' })],
      ['an unknown critical member', 'unsupported jws.crit', (header) => ({ ...header, crit: ['exp'], exp: 1 })],
      ['a critical member that is not there', 'unreadable jws.header', (header) => ({ ...header, crit: ['sigT'] })],
      ['a critical member twice', 'unreadable jws.header', (header) => ({ ...header, iat: 1, crit: ['iat', 'iat'] })],
      ['an empty crit', 'unreadable jws.header', (header) => ({ ...header, crit: [] })],
      ['b64 false that is not critical', 'unreadable jws.header', (header) => ({ ...header, b64: false })],
      ['a member twice', 'unreadable jws.header', (header) => JSON.stringify(header).replace('{', '{"alg":"none",')],
      [
        'a member twice, once escaped',
        'unreadable jws.header',
        (header) => JSON.stringify(header).replace('{', String.raw`{"\u0061lg":"none",`),
      ],
      ['a certificate that is no base64', 'unreadable jws.header', (header) => ({ ...header, x5c: ['***'] })],
      ['a certificate that is none', 'unreadable jws.certificate', (header) => ({ ...header, x5c: ['MAA='] })],
      ['a digest of another certificate', 'signer.bound=failed', (header) => ({ ...header, 'x5t#S256': digestOf(payload) })],
      ['a digest that is not SHA-2', 'unsupported jws.digest', (header) => ({ ...header, 'x5t#o': { digAlg: 'S1', digVal: 'AAAA' } })],
      [
        'sigD over HTTP headers',
        'unsupported jws.sigd',
        (header) => ({ ...header, sigD: { mId: 'http://uri.etsi.org/19182/HttpHeaders' } }),
      ],
    ])('%s', async (_, expected, spoil) => {
      const sigD = typeof spoil({}) === 'object' && Object.hasOwn(spoil({}) as Header, 'sigD');
      expect(outcome((await handmade(rsa, spoil(base), sigD ? '' : body)).compact)).toBe(expected);
    });

    it('HMAC with the public key as its secret', () => {
      const encodedHeader = encode({ ...base, alg: 'HS256' });
      for (const secret of [rsa.certificate.publicKey.export({ format: 'pem', type: 'spki' }), Buffer.from(rsa.certificate.der)]) {
        const mac = createHmac('sha256', secret).update(`${encodedHeader}.${body}`).digest('base64url');
        expect(outcome(`${encodedHeader}.${body}.${mac}`)).toBe('signature.algorithm=failed');
      }
    });

    it('a key that the header brings: jwk, jku, x5u, kid', async () => {
      const jwk = rsa.certificate.publicKey.export({ format: 'jwk' });
      for (const member of [{ jwk }, { jku: 'https://a/' }, { x5u: 'https://a/' }, { kid: rsa.certificate.fingerprint }]) {
        const made = await handmade(rsa, { alg: 'RS256', ...member }, body);
        expect(outcome(made.compact)).toBe('signer.certificate=unknown');
        expect(outcome(made.compact, { certificates: [other.certificate] })).toBe('signer.certificate=unknown');
        expect(outcome(made.compact, { certificates: [other.certificate, rsa.certificate] })).toBe('signer.bound=warning');
      }
    });

    it("someone else's certificate in x5c", async () => {
      const made = await handmade(rsa, { ...base, x5c: [chainOf(other)[0], chainOf(rsa)[0]] }, body);
      expect(outcome(made.compact)).toBe('signature.value=failed');
      expect(findOne(made.compact).signed).toEqual([]);
    });

    it('unprotected members that would decide something', async () => {
      const made = await handmade(rsa, base, body);
      const file = (header: object, protectedHeader = made.encodedHeader): object => ({
        payload: body,
        protected: protectedHeader,
        header,
        signature: made.signature,
      });
      expect(outcome(file({ b64: false, crit: ['b64'] }))).toBe('unreadable jws.header');
      expect(outcome(file({ alg: 'none' }))).toBe('unreadable jws.header');
      expect(outcome(file({ x5c: chainOf(other) }))).toBe('unreadable jws.header');
      expect(outcome(file({ alg: 'RS256', x5c: chainOf(rsa) }, encode('{}')))).toBe('unreadable jws.header');
      const bare = await handmade(rsa, { alg: 'RS256' }, body);
      const outside = { payload: body, protected: bare.encodedHeader, header: { x5c: chainOf(rsa) }, signature: bare.signature };
      expect(outcome(outside)).toBe('signer.certificate=unknown');
    });

    it('files that two readers could read in two ways', async () => {
      const { encodedHeader, signature, compact } = await handmade(rsa, base, body);
      const one = `"protected":"${encodedHeader}","signature":"${signature}"`;
      const evil = Buffer.from('{}').toString('base64url');
      expect(outcome(`{"payload":"${evil}",${one},"payload":"${body}"}`)).toBe('unreadable jws.json');
      expect(outcome(String.raw`{"p\u0061yload":"${evil}",${one},"payload":"${body}"}`)).toBe('unreadable jws.json');
      expect(outcome(`{"payload":"${body}",${one},"signatures":[{${one}}]}`)).toBe('unreadable jws.members');
      expect(outcome(`{"payload":null,${one}}`)).toBe('unreadable jws.members');
      expect(outcome(`{"payload":"${body}","signatures":{${one}}}`)).toBe('unreadable jws.members');
      expect(outcome(`{"payload":"${body}",${one}}{}`)).toBe('unreadable jws.json');
      expect(outcome(`{"payload":"${body}==",${one}}`)).toBe('unreadable jws.payload');
      expect(outcome(compact.replace(/.$/, 'B'))).toBe('unreadable jws.signature');
      expect(outcome(`${compact} `)).toBe('unreadable jws.signature');
      expect(outcome(compact.replaceAll('.', '..'))).toBe('unreadable jws.compact');
      const extra = findOne(`{"payload":"${body}",${one},"__proto__":{"payload":"${evil}"},"constructor":1}`);
      expect(extra).toMatchObject({ coversWhole: false, signed: [{ name: '', bytes: payload }] });
      expect(extra.checks.at(-1)).toEqual({ code: 'scope.whole', result: 'warning', facts: { members: '__proto__, constructor' } });
    });

    it('RSA of 1024 bits, unless the legacy policy says otherwise', async () => {
      const key = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
      const weak = signerWith(key, await desk.certify(createPublicKey(key)), 'RS256');
      const { compact } = await handmade(weak, { alg: 'RS256', x5c: chainOf(weak) }, body);
      expect(outcome(compact)).toBe('signature.algorithm=failed');
      expect(outcome(compact, { policy: 'legacy' })).toBe('signature.weak=warning');
      expect(findOne(compact, { policy: 'legacy' }).signed).toHaveLength(1);
    });
  });

  describe('of JAdES', () => {
    const objects = new Map([
      ['a.txt', Buffer.from('một')],
      ['b.txt', Buffer.from('hai')],
    ]);
    const content = (name: string): Buffer | undefined => objects.get(name);
    const [first, second] = [...objects.values()] as [Buffer, Buffer];

    it.each([true, false])('resolves sigD by URI, b64 %s', async (b64) => {
      const crit = b64 ? ['sigD'] : ['sigD', 'b64'];
      const sigD = { mId: 'http://uri.etsi.org/19182/ObjectIdByURI', pars: [...objects.keys()] };
      const header = { ...base, ...(!b64 && { b64 }), 'x5t#S256': digestOf(rsa.certificate.der), sigT: '2025-01-02T03:04:05Z', sigD, crit };
      const octets = [first, second].map((one) => (b64 ? one.toString('base64url') : one.toString()));
      const { encodedHeader, signature } = await handmade(rsa, header, octets.join(''));
      const jws = `${encodedHeader}..${signature}`;
      expect(findOne(jws, { content })).toMatchObject({ format: 'jades', level: 'B-B', signingTime: new Date('2025-01-02T03:04:05Z') });
      expect(findOne(jws, { content }).signed).toEqual([...objects].map(([name, bytes]) => ({ name, bytes })));
      expect(outcome(jws)).toBe('content.missing=unknown content.missing=unknown');
      expect(outcome(jws, { content: () => first })).toBe('signature.value=failed');
      expect(outcome(`${encodedHeader}.${body}.${signature}`, { content })).toBe('unreadable jws.sigd');
    });

    it.each([true, false])('resolves sigD by URI and hash, b64 %s', async (b64) => {
      const crit = b64 ? ['sigD'] : ['sigD', 'b64'];
      const hashV = [first, second].map((one) => hash('sha512', b64 ? one.toString('base64url') : one, 'buffer').toString('base64url'));
      const sigD = { mId: 'http://uri.etsi.org/19182/ObjectIdByURIHash', pars: [...objects.keys()], hashM: 'S512', hashV };
      const { compact } = await handmade(rsa, { ...base, ...(!b64 && { b64 }), sigD, crit }, '');
      expect(outcome(compact, { content })).toBe('ok');
      expect(findOne(compact, { content })).toMatchObject({ coversWhole: true, signed: [{ name: 'a.txt' }, { name: 'b.txt' }] });
      const half = findOne(compact, { content: (name) => (name === 'a.txt' ? first : undefined) });
      expect(half).toMatchObject({ coversWhole: false, signed: [{ name: 'a.txt' }] });
      expect(outcome(compact, { content: () => first })).toBe('reference.digest=failed');
      expect(findOne(compact, { content: () => first }).signed).toEqual([]);
    });

    it('binds the certificate by x5t#o and sigX5ts', async () => {
      const digVal = hash('sha384', rsa.certificate.der, 'buffer').toString('base64url');
      const [right, wrong] = [rsa, other].map(({ certificate }) => ({
        digAlg: 'S384',
        digVal: hash('sha384', certificate.der, 'buffer').toString('base64url'),
      }));
      expect(right!.digVal).toBe(digVal);
      const outcomes = await Promise.all(
        [{ 'x5t#o': right }, { 'x5t#o': wrong }, { sigX5ts: [right, wrong] }, { sigX5ts: [wrong, right] }].map(async (member) =>
          outcome((await handmade(rsa, { ...base, ...member, crit: Object.keys(member) }, body)).compact),
        ),
      );
      expect(outcomes).toEqual(['ok', 'signer.bound=failed', 'ok', 'signer.bound=failed']);
    });

    it('finds tokens with what they stamp, and what came for the long term', async () => {
      const jws = await signJades({ payload, detached: false, signer: rsa, at });
      const [token, archive] = [Buffer.from('30030a0101', 'hex'), Buffer.from('30030a0102', 'hex')];
      const stamped = JSON.parse(addJadesTimestamp(jws, token)) as { header: { etsiU: string[] }; protected: string; signature: string };
      expect(findOne(stamped)).toMatchObject({ level: 'B-T', timestamps: [{ token, stamped: jadesStampInput(jws), kind: 'signature' }] });
      expect(jadesStampInput(jws)).toEqual(Buffer.from(stamped.signature));
      const val = (bytes: Uint8Array): { val: string } => ({ val: Buffer.from(bytes).toString('base64') });
      stamped.header.etsiU.push(encode({ xVals: [{ x509Cert: val(other.certificate.der) }, { x509Cert: val(Buffer.of(0x30, 0)) }] }));
      stamped.header.etsiU.push(encode({ rVals: { crlVals: [val(Buffer.from('crl'))], ocspVals: [val(Buffer.from('ocsp'))] } }));
      const long = findOne(stamped);
      expect(long).toMatchObject({ level: 'B-LT', certificates: [{ fingerprint: other.certificate.fingerprint }] });
      expect([long.crls, long.ocsps]).toEqual([[Buffer.from('crl')], [Buffer.from('ocsp')]]);
      const before = stamped.header.etsiU.join('');
      stamped.header.etsiU.push(encode({ arcTst: { tstTokens: [val(archive)] } }));
      const { level, timestamps } = findOne(stamped);
      expect(level).toBe('B-LTA');
      expect(timestamps.at(-1)).toEqual({
        token: archive,
        stamped: Buffer.from(`${body}.${stamped.protected}.${stamped.signature}.${before}`),
        kind: 'archive',
        protects: [Buffer.from('crl'), Buffer.from('ocsp'), token],
      });
      expect(outcome({ ...stamped, header: { etsiU: [...stamped.header.etsiU, { sigTst: {} }] } })).toBe('unreadable jws.etsiu');
    });

    it.each<[string, Header]>([
      ['is none', { sigT: '2026-13-01T00:00:00Z' }],
      ['is in milliseconds', { iat: at.getTime() }],
      ['is there twice', { iat: 1, sigT: '2025-01-01T00:00:00Z' }],
    ])('takes a claimed time that %s for no claim', async (_, times) => {
      const made = await handmade(rsa, { ...base, ...times, 'x5t#S256': digestOf(rsa.certificate.der) }, body);
      expect(outcome(made.compact)).toBe('signer.time=warning');
      expect(findOne(made.compact)).toMatchObject({ level: '', signed: [{ name: '' }] });
      expect(findOne(made.compact).signingTime).toBeUndefined();
    });

    it('finds the signer that a signed digest names among unsigned certificates', async () => {
      const { encodedHeader, signature } = await handmade(rsa, { alg: 'RS256', 'x5t#S256': digestOf(rsa.certificate.der) }, body);
      const xVals = [other, rsa].map(({ certificate }) => ({ x509Cert: { val: Buffer.from(certificate.der).toString('base64') } }));
      expect(outcome({ payload: body, protected: encodedHeader, header: { etsiU: [{ xVals }] }, signature })).toBe('ok');
    });

    it('says which unsigned properties nobody looked at', async () => {
      const { encodedHeader, signature } = await handmade(rsa, base, body);
      const etsiU = [{ cSig: 'x' }, { arcTst: { tstTokens: [] } }, { cSig: 'y' }];
      const { checks, signed } = findOne({ payload: body, protected: encodedHeader, header: { etsiU }, signature });
      expect(checks.at(-1)).toEqual({ code: 'unsigned.property', result: 'warning', facts: { properties: 'cSig, arcTst' } });
      expect(signed).toHaveLength(1);
    });

    it('says that a signature policy was named and not looked at', async () => {
      const header = { ...base, sigPId: { id: { id: 'urn:oid:2.16.704.1.1.1.1.1' } }, crit: ['sigPId'] };
      const found = findOne((await handmade(rsa, header, body)).compact);
      expect(found.checks.at(-1)).toEqual({ code: 'signature.policy', result: 'warning', facts: { policy: 'urn:oid:2.16.704.1.1.1.1.1' } });
    });
  });
});
