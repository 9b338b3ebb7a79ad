import { hash } from 'node:crypto';
import { type Check, UnreadableError } from '../verdict/found';
import * as der from '../cms/der';
import * as oids from '../cms/oids';
import { readTimestamp, type TimestampOptions } from './read';
import { Authority } from '../cms/testing/authority.test-kit';
import * as kit from '../cms/testing/message.test-kit';

const stamped = Buffer.from('giá trị chữ ký');
const nonce = Uint8Array.from([0, 0x80, 1, 2]);
let city: Authority;

beforeAll(() => {
  city = new Authority();
  city.issue('tsa', 'sub', 'tsa');
  city.issue('tsa2', 'sub', 'tsa', 'p384');
  city.issue('lax', 'sub', 'lax');
  city.issue('hub', 'sub', 'leaf');
});
afterAll(() => city.remove());

const wrong = ({ checks }: { checks: readonly Check[] }): string[] =>
  checks.filter(({ result }) => result !== 'passed').map(({ code, result }) => `${code} ${result}`);

interface Info {
  readonly digest?: Uint8Array;
  readonly digestOid?: string;
  readonly extensions?: Uint8Array;
  readonly genTime?: string;
  readonly version?: number;
}

function tstInfo({
  digest = hash('sha256', stamped, 'buffer'),
  digestOid = oids.sha256,
  extensions,
  genTime,
  version = 1,
}: Info = {}): Buffer {
  return der.sequence(
    der.small(version),
    der.oid('1.2.3.4.1'),
    der.sequence(der.sequence(der.oid(digestOid)), der.octets(digest)),
    der.small(77),
    der.write(0x18, Buffer.from(genTime ?? '20261123010203.25Z')),
    der.sequence(der.small(1), der.write(0x80, Uint8Array.of(1, 0xf4)), der.write(0x81, Uint8Array.of(5))),
    ...(extensions ? [der.tagged(1, extensions)] : []),
  );
}

/** A token over these contents, by the key of `name`. */
function token(name: string, content: Uint8Array, change: Partial<kit.Draft> = {}): Buffer {
  const signer = city.chain(name)[0]!;
  return kit.write({ content, attached: true, contentType: oids.tstInfo, signer, key: city.privateKey(name), ...change });
}

describe('reading a time-stamp token', () => {
  it('gives what it says, and who says it', () => {
    const read = readTimestamp(city.token(stamped, 'tsa', nonce), stamped, { nonce });
    expect(wrong(read)).toEqual([]);
    expect(read).toMatchObject({ policy: '1.2.3.4.1', accuracyMs: 500, crls: [], ocsps: [] });
    expect(read.signer?.subject).toContain('CN=tsa');
    expect(read.certificates.map(({ subject }) => subject)).toEqual(['C=VN, O=Thành phố thử nghiệm, CN=sub']);
    expect(Math.abs(read.at.getTime() - Date.now())).toBeLessThan(60_000);
    expect(readTimestamp(token('tsa', tstInfo()), stamped)).toMatchObject({
      at: new Date('2026-11-23T01:02:03.250Z'),
      accuracyMs: 1500.005,
      serial: '4d',
    });
  });

  it('takes the signer that it names, wherever that lies in the bag', () => {
    const certificates = [city.chain('tsa2')[0]!.der, city.chain('hub')[0]!.der, city.chain('tsa')[0]!.der];
    expect(readTimestamp(token('tsa', tstInfo(), { certificates }), stamped).signer?.subject).toContain('CN=tsa');
    const without = readTimestamp(token('tsa', tstInfo(), { certificates: certificates.slice(0, 2) }), stamped);
    expect(wrong(without)).toEqual(['signer.certificate unknown', 'signer.bound unknown']);
    expect(wrong(readTimestamp(token('tsa', tstInfo(), { certificates: [] }), stamped, { certificates: city.chain('tsa') }))).toEqual([]);
  });

  it.each<[string, () => Uint8Array, TimestampOptions, string[]]>([
    ['another imprint', () => city.token(Buffer.from('other')), {}, ['timestamp.imprint failed']],
    ['another nonce', () => city.token(stamped), { nonce }, ['timestamp.nonce failed']],
    ['no nonce where one was asked', () => token('tsa', tstInfo()), { nonce }, ['timestamp.nonce failed']],
    ['a purpose that is not critical', () => token('lax', tstInfo()), {}, ['timestamp.purpose failed']],
    ['a signer without the purpose', () => token('hub', tstInfo()), {}, ['timestamp.purpose failed']],
    ['another key', () => token('tsa', tstInfo(), { key: city.privateKey('hub') }), {}, ['signature.value failed']],
    [
      'no name of the certificate',
      () => token('tsa', tstInfo(), { attributes: [kit.typeAttribute(oids.tstInfo), kit.digestAttribute(tstInfo())] }),
      {},
      ['signer.bound failed'],
    ],
    ['no attributes', () => token('tsa', tstInfo(), { attributes: null }), {}, ['content.type failed', 'signer.bound failed']],
    [
      'attributes of another type',
      () =>
        token('tsa', tstInfo(), { attributes: [kit.typeAttribute(), kit.digestAttribute(tstInfo()), kit.boundTo(city.chain('tsa')[0]!)] }),
      {},
      ['content.type failed'],
    ],
    [
      'two signers',
      () => city.cms('tsa', tstInfo(), '-cades', '-nodetach', '-econtent_type', oids.tstInfo, '-signer', 'tsa2.pem', '-inkey', 'tsa2.key'),
      {},
      ['timestamp.signers failed'],
    ],
    [
      'a critical extension',
      () => token('tsa', tstInfo({ extensions: der.sequence(der.oid('1.2.3'), der.yes(), der.octets(der.nothing())) })),
      {},
      ['timestamp.extension failed'],
    ],
    [
      'an imprint by SHA-1',
      () => token('tsa', tstInfo({ digest: hash('sha1', stamped, 'buffer'), digestOid: oids.sha1 })),
      {},
      ['timestamp.imprint-algorithm failed'],
    ],
    [
      'an imprint by SHA-1 under the legacy policy',
      () => token('tsa', tstInfo({ digest: hash('sha1', stamped, 'buffer'), digestOid: oids.sha1 })),
      { policy: 'legacy' },
      ['signature.weak warning'],
    ],
  ])('tells %s', (_, bytes, options, expected) => expect(wrong(readTimestamp(bytes(), stamped, options))).toEqual(expected));

  it.each<[string, () => Uint8Array, string]>([
    ['what is no CMS', () => Buffer.from('token'), 'cms.malformed'],
    ['other content', () => city.cms('tsa', stamped, '-nodetach'), 'timestamp.malformed'],
    ['another version', () => token('tsa', tstInfo({ version: 2 })), 'timestamp.malformed'],
    ['a time that is none', () => token('tsa', tstInfo({ genTime: '20260231010203Z' })), 'timestamp.malformed'],
    ['bytes after it', () => Buffer.concat([city.token(stamped), Buffer.of(0)]), 'cms.trailing'],
  ])('refuses %s', (_, bytes, code) => {
    expect(() => readTimestamp(bytes(), stamped)).toThrow(expect.objectContaining({ code }));
    expect(() => readTimestamp(bytes(), stamped)).toThrow(UnreadableError);
  });
});
