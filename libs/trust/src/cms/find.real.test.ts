import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { type Check, type FoundSignature, type ReadOptions, UnreadableError } from '../verdict/found';
import { addTimestamp } from './add-timestamp';
import * as der from './der';
import { findCmsSignatures } from './find';
import * as oids from './oids';
import { openCms } from './open';
import { signCms } from './sign';
import type { SigningAlgorithm } from '../keys/algorithm';
import type { CmsAlgorithm } from './sign-algorithm';
import { Authority, type KeyKind } from './testing/authority.test-kit';
import * as kit from './testing/message.test-kit';

const content = Buffer.from('Công văn số 01/UBND-VP\n');
const at = new Date('2026-11-23T01:02:03Z');
const withContent: ReadOptions = { content: () => content };
const kinds: readonly KeyKind[] = ['rsa', 'p256', 'p384', 'p521', 'ed25519', 'rsa1024'];
let city: Authority;

beforeAll(() => {
  city = new Authority();
  for (const kind of kinds) city.issue(kind, 'sub', 'leaf', kind);
  city.issue('other', 'sub', 'leaf');
  city.issue('tsa', 'sub', 'tsa');
});
afterAll(() => city.remove());

const results = ({ checks }: { checks: readonly Check[] }): Record<string, string> =>
  Object.fromEntries(checks.map(({ code, result }) => [code, result]));
const failures = (found: FoundSignature): string[] => found.checks.filter(({ result }) => result !== 'passed').map(({ code }) => code);

function only(bytes: Uint8Array, options: ReadOptions = withContent): FoundSignature {
  const found = findCmsSignatures(bytes, options);
  expect(found).toHaveLength(1);
  return found[0]!;
}

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof UnreadableError) return `${error.kind} ${error.code}`;
    throw error;
  }
  return 'read';
}

describe('what openssl signs', () => {
  it.each<[string, KeyKind, string[], string]>([
    ['RSA detached', 'rsa', ['-cades'], 'rsa-sha256'],
    ['RSA attached', 'rsa', ['-cades', '-nodetach', '-md', 'sha512'], 'rsa-sha512'],
    ['RSA in BER, attached', 'rsa', ['-cades', '-nodetach', '-stream'], 'rsa-sha256'],
    ['RSA in PEM', 'rsa', ['-cades', '-outform', 'PEM'], 'rsa-sha256'],
    ['RSA by key identifier', 'rsa', ['-cades', '-keyid'], 'rsa-sha256'],
    ['PSS', 'rsa', ['-cades', '-keyopt', 'rsa_padding_mode:pss'], 'rsa-pss-sha256'],
    [
      'PSS with SHA-384',
      'rsa',
      ['-cades', '-md', 'sha384', '-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:48'],
      'rsa-pss-sha384',
    ],
    ['P-256', 'p256', ['-cades'], 'ecdsa-sha256'],
    ['P-384', 'p384', ['-cades', '-md', 'sha384'], 'ecdsa-sha384'],
    ['P-521', 'p521', ['-cades', '-md', 'sha512'], 'ecdsa-sha512'],
  ])('%s', (_, kind, flags, algorithm) => {
    const found = only(city.cms(kind, content, ...flags));
    expect(failures(found)).toEqual([]);
    expect(found).toMatchObject({ format: 'cades', level: 'B-B', algorithm, coversWhole: true });
    expect(Buffer.from(found.signed[0]!.bytes)).toEqual(content);
    expect(found.signer?.subject).toContain(`CN=${kind}`);
    expect(found.certificates.map(({ subject }) => subject)).toEqual(['C=VN, O=Thành phố thử nghiệm, CN=sub']);
  });

  it('is read in BER as well, detached', () => {
    expect(failures(only(kit.inBer(city.cms('rsa', content, '-cades'))))).toEqual([]);
  });

  it('is no CAdES without the name of the certificate, and plain without attributes', () => {
    const plain = only(city.cms('rsa', content));
    expect(plain).toMatchObject({ format: 'cms', level: '' });
    expect(failures(plain)).toEqual(['signer.bound']);
    const bare = only(city.cms('rsa', content, '-noattr'));
    expect(results(bare)).toMatchObject({ 'signature.value': 'passed', 'signer.bound': 'warning' });
    expect(bare.signed).toHaveLength(1);
  });

  it('gives each signer a signature of its own', () => {
    const found = findCmsSignatures(city.cms('rsa', content, '-cades', '-signer', 'p256.pem', '-inkey', 'p256.key'), withContent);
    expect(found.map(({ algorithm }) => algorithm).sort()).toEqual(['ecdsa-sha256', 'rsa-sha256']);
    expect(found.flatMap(failures)).toEqual([]);
  });

  it('finds the signer among certificates handed in, and says when there is none', () => {
    const message = city.cms('rsa', content, '-cades', '-nocerts');
    expect(failures(only(message, { ...withContent, certificates: city.chain('rsa') }))).toEqual([]);
    const found = only(message);
    expect(results(found)['signer.certificate']).toBe('unknown');
    expect(found.signed).toEqual([]);
  });

  it('is unknown without its content and failed over other content', () => {
    const message = city.cms('rsa', content, '-cades');
    expect(failures(only(message, {}))).toEqual(['content.missing']);
    expect(only(message, {}).signed).toEqual([]);
    const other = only(message, { content: () => Buffer.from('other') });
    expect(failures(other)).toEqual(['reference.digest']);
    expect(other.signed).toEqual([]);
    expect(failures(only(city.cms('rsa', content, '-nodetach', '-cades'), { content: () => Buffer.from('other') }))).toEqual([
      'content.same',
    ]);
  });

  it.each<[string, KeyKind, string[]]>([
    ['SHA-1', 'rsa', ['-cades', '-md', 'sha1']],
    ['RSA of 1024 bits', 'rsa1024', ['-cades']],
  ])('%s is refused, and weak under the legacy policy', (_, kind, flags) => {
    const message = city.cms(kind, content, ...flags);
    expect(results(only(message))).toMatchObject({ 'signature.algorithm': 'failed', 'signature.value': 'unknown' });
    const legacy = only(message, { ...withContent, policy: 'legacy' });
    expect(failures(legacy)).toEqual(['signature.weak']);
  });
});

describe('what we sign', () => {
  it.each<[SigningAlgorithm, CmsAlgorithm, KeyKind]>([
    ['RS256', 'rsa-sha256', 'rsa'],
    ['RS384', 'rsa-sha384', 'rsa'],
    ['PS256', 'rsa-pss-sha256', 'rsa'],
    ['PS512', 'rsa-pss-sha512', 'rsa'],
    ['ES256', 'ecdsa-sha256', 'p256'],
    ['ES384', 'ecdsa-sha384', 'p384'],
    ['ES512', 'ecdsa-sha512', 'p521'],
  ])('%s openssl verifies, attached and detached', async (wanted, algorithm, kind) => {
    const signer = city.signer(kind, wanted);
    for (const attached of [true, false]) {
      const message = await signCms({ content, attached, signer, at });
      expect(failures(only(message))).toEqual([]);
      expect(only(message)).toMatchObject({ level: 'B-B', algorithm, signingTime: at });
      writeFileSync(city.path('ours'), message);
      writeFileSync(city.path('content'), content);
      const detached = attached ? [] : ['-content', 'content'];
      city.openssl(
        'cms',
        '-verify',
        '-cades',
        '-binary',
        '-inform',
        'DER',
        '-in',
        'ours',
        ...detached,
        '-CAfile',
        'root.pem',
        '-purpose',
        'any',
        '-out',
        'out',
      );
      expect(readFileSync(city.path('out'))).toEqual(content);
    }
  });

  it('is refused for a key of another kind', async () => {
    const signer = city.signer('p256', 'RS256');
    await expect(signCms({ content, attached: true, signer, at })).rejects.toThrow('needs a key of type rsa');
  });
});

describe('messages made by hand', () => {
  const base = (): kit.Draft => ({ content, signer: city.chain('rsa')[0]!, key: city.privateKey('rsa') });
  const [type, digest] = [kit.typeAttribute(), kit.digestAttribute(content)];
  const protection = (digestOid: string): Uint8Array =>
    der.attribute(
      oids.algorithmProtection,
      der.sequence(der.sequence(der.oid(digestOid)), der.write(0xa1, der.oid(oids.sha256WithRsa), der.nothing())),
    );

  it.each<[string, (draft: kit.Draft) => Partial<kit.Draft>, string[]]>([
    ['as they should be', () => ({}), []],
    ['with the algorithms repeated', ({ signer }) => ({ attributes: [type, digest, kit.boundTo(signer), protection(oids.sha256)] }), []],
    [
      'with other algorithms repeated',
      ({ signer }) => ({ attributes: [type, digest, kit.boundTo(signer), protection(oids.sha512)] }),
      ['signature.algorithm'],
    ],
    ['without contentType', ({ signer }) => ({ attributes: [digest, kit.boundTo(signer)] }), ['content.type']],
    ['with two contentTypes', ({ signer }) => ({ attributes: [type, type, digest, kit.boundTo(signer)] }), ['content.type']],
    ['of another content type', () => ({ contentType: oids.tstInfo, attributes: [type, digest] }), ['content.type', 'signer.bound']],
    ['without messageDigest', ({ signer }) => ({ attributes: [type, kit.boundTo(signer)] }), ['reference.digest']],
    [
      'with two messageDigests',
      ({ signer }) => ({ attributes: [type, digest, kit.digestAttribute(type), kit.boundTo(signer)] }),
      ['reference.digest'],
    ],
    ['bound to another certificate', () => ({ attributes: [type, digest, kit.boundTo(city.chain('other')[0]!)] }), ['signer.bound']],
    ['bound twice', ({ signer }) => ({ attributes: [type, digest, kit.boundTo(signer), kit.boundTo(signer)] }), ['signer.bound']],
    [
      'with two signing times',
      ({ signer }) => ({ attributes: [type, digest, kit.boundTo(signer), kit.timeAttribute(at), kit.timeAttribute(at)] }),
      ['signing.time'],
    ],
    ['by another key', () => ({ key: city.privateKey('other') }), ['signature.value']],
    [
      'with a digest that is not the one of the signature',
      () => ({ signatureAlgorithm: kit.rsaIdentifier('sha512') }),
      ['signature.algorithm', 'signature.value'],
    ],
    [
      'plain, of a type that is not id-data',
      () => ({ attributes: null, contentType: oids.tstInfo, attached: true }),
      ['content.type', 'signer.bound'],
    ],
    [
      'plain, over what are signed attributes elsewhere',
      () => ({ attributes: null, content: der.setOf(type, digest), attached: true }),
      ['content.type', 'signer.bound'],
    ],
  ])('%s', (_, change, expected) => {
    const draft = base();
    const changed = { ...draft, ...change(draft) };
    const found = only(kit.write(changed), changed.attached ? {} : withContent);
    expect(failures(found)).toEqual(expected);
  });

  it('by Ed25519 want SHA-512 beside it', () => {
    const signer = city.chain('ed25519')[0]!;
    const draft = { content, signer, key: city.privateKey('ed25519'), signatureAlgorithm: der.sequence(der.oid(oids.ed25519)) };
    expect(only(kit.write({ ...draft, digest: 'sha512' }))).toMatchObject({ algorithm: 'ed25519', format: 'cades' });
    expect(failures(only(kit.write({ ...draft, digest: 'sha512', attributes: null })))).toEqual(['signer.bound']);
    expect(failures(only(kit.write(draft)))).toEqual(['signature.algorithm', 'signature.value']);
  });

  it('with attributes out of order are read as the standard has it, or as they came', () => {
    const { signer, ...rest } = base();
    const attributes = der.inDerOrder([type, digest, kit.boundTo(signer)]).reverse();
    for (const signAsIs of [false, true]) expect(failures(only(kit.write({ signer, ...rest, attributes, signAsIs })))).toEqual([]);
  });

  it('with a double of the signer are still by the one that the attributes name', () => {
    const draft = base();
    const found = only(kit.write({ ...draft, certificates: [kit.doubleOf(draft.signer), draft.signer.der] }));
    expect(failures(found)).toEqual([]);
    expect(found.signer?.fingerprint).toBe(draft.signer.fingerprint);
  });

  it('give what came along for later: tokens, counter-signatures, CRLs and OCSP responses', () => {
    const draft = base();
    const first = only(kit.write(draft));
    const [crl, ocsp, basic] = [1, 2, 3].map((number) => der.sequence(der.small(number)));
    const value = signatureOf(kit.write(draft));
    const counter = kit.signerInfo(
      {
        ...draft,
        signer: city.chain('other')[0]!,
        key: city.privateKey('other'),
        content: value,
        attributes: [kit.digestAttribute(value)],
      },
      der.sequence(der.oid(oids.sha256)),
    );
    const values = der.sequence(der.tagged(0, der.sequence(crl!)), der.tagged(1, der.sequence(basic!)));
    const message = kit.write({
      ...draft,
      attributes: [type, digest, kit.boundTo(draft.signer), kit.timeAttribute(at)],
      certificates: [draft.signer.der, city.chain('other')[0]!.der],
      revocation: [crl!, der.write(0xa1, der.oid(oids.ocspResponse), ocsp!)],
    });
    const stamped = signatureOf(message);
    const tokens = [city.token(stamped), city.token(stamped)];
    const full = only(
      kit.write({
        ...draft,
        attributes: [type, digest, kit.boundTo(draft.signer), kit.timeAttribute(at)],
        certificates: [draft.signer.der, city.chain('other')[0]!.der],
        revocation: [crl!, der.write(0xa1, der.oid(oids.ocspResponse), ocsp!)],
        unsigned: [
          der.sequence(der.oid(oids.signatureTimeStamp), der.setOf(...tokens)),
          der.attribute(oids.counterSignature, counter),
          der.attribute(oids.revocationValues, values),
          der.attribute(oids.certificateValues, der.sequence(city.chain('tsa')[0]!.der)),
          der.attribute('1.2.840.113549.1.9.16.2.48', tokens[0]!),
        ],
      }),
    );
    expect(first.level).toBe('');
    expect(full.level).toBe('B-LT');
    expect(full.timestamps.map(({ kind }) => kind)).toEqual(['signature', 'signature']);
    expect(full.timestamps.every((one) => Buffer.compare(one.stamped, stamped) === 0)).toBe(true);
    expect(full.crls).toHaveLength(2);
    expect(full.ocsps.map((one) => createHash('sha256').update(one).digest('hex').slice(0, 4))).toHaveLength(2);
    expect(full.certificates.map(({ subject }) => subject.slice(-5)).sort()).toEqual(['other', 'N=tsa'].sort());
    // the counter-signature is over another signature value
    expect(failures(full)).toEqual(['counter.signature', 'timestamp.unprocessed']);
  });
});

it('may be followed by zeros', () => {
  const found = findCmsSignatures(Buffer.concat([city.cms('rsa', content, '-nodetach'), Buffer.alloc(100)]));
  expect(found.flatMap(({ checks }) => checks.filter(({ result }) => result === 'failed'))).toEqual([]);
});

describe('messages that are none', () => {
  it.each<[string, () => Uint8Array, string]>([
    ['bytes after it', () => Buffer.concat([city.cms('rsa', content), Buffer.of(0, 0, 1)]), 'unreadable cms.trailing'],
    [
      'another content type',
      () => der.sequence(der.oid('1.2.840.113549.1.7.3'), der.tagged(0, der.sequence())),
      'unsupported cms.content-type',
    ],
    ['cut off', () => city.cms('rsa', content).subarray(0, 500), 'unreadable cms.malformed'],
    ['no CMS', () => Buffer.from('hello'), 'unreadable cms.malformed'],
    ['nothing', () => new Uint8Array(), 'unreadable cms.malformed'],
    ['two PEM blocks', () => Buffer.from('-----BEGIN CMS-----\nAAAA\n-----END CMS-----\n'.repeat(2)), 'unreadable cms.malformed'],
    ['nested without end', () => Buffer.alloc(100_000, Buffer.from('3080', 'hex')), 'unsupported cms.too-deep'],
    [
      'elements without end',
      () => Buffer.concat([Buffer.from('3080', 'hex'), Buffer.alloc(600_000, Buffer.from('0500', 'hex'))]),
      'unsupported cms.too-large',
    ],
    ['a constructed string of another type', () => der.sequence(der.write(0x2c)), 'unsupported cms.ber'],
  ])('%s', (_, bytes, expected) => expect(refusal(() => findCmsSignatures(bytes()))).toBe(expected));

  it('never become another signature when one byte is changed', () => {
    const signed = city.cms('rsa', content, '-cades', '-nodetach');
    const message = addTimestamp(signed, city.token(signatureOf(signed)));
    const honest = only(message, {});
    expect(honest).toMatchObject({ level: 'B-T', signed: [{ name: '' }] });
    for (const [at, bit] of places(message.length, 200)) {
      const changed = Uint8Array.from(message);
      changed[at] = changed[at]! ^ bit;
      for (const found of readOrNone(changed)) {
        if (found.checks.some(({ result }) => result === 'failed' || result === 'unknown')) continue;
        expect({ ...found.signer, signed: Buffer.from(found.signed[0]!.bytes) }).toEqual({ ...honest.signer, signed: content });
        expect(found.signingTime).toEqual(honest.signingTime);
      }
    }
  });

  it('are read or refused whatever they are', () => {
    const message = city.cms('p256', content, '-cades', '-nodetach', '-stream');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(message.length - 1), fc.uint8Array({ maxLength: 9 })), { maxLength: 4 }), (edits) => {
        readOrNone(
          edits.reduce(
            (bytes, [at, insert]) => Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + insert.length)]),
            message,
          ),
        );
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void readOrNone(bytes)),
      { numRuns: 300 },
    );
  });
});

/** The signature value of a message with one signer. */
const signatureOf = (message: Uint8Array): Uint8Array => openCms(message).signers[0]!.signature;

function readOrNone(bytes: Uint8Array): FoundSignature[] {
  try {
    return findCmsSignatures(bytes, {});
  } catch (error) {
    if (error instanceof UnreadableError) return [];
    throw error;
  }
}

/** The same places in every run, and a bit for each. */
function* places(length: number, count: number): Generator<[number, number]> {
  for (let index = 0; index < count; index++) {
    const digest = createHash('sha256').update(`place ${index}`).digest();
    yield [digest.readUInt32BE(0) % length, 1 << (digest[4]! & 7)];
  }
}
