import { randomBytes } from 'node:crypto';

import * as fc from 'fast-check';

import { type FoundSignature, UnreadableError } from '../verdict/found';
import { findJwsSignatures } from './find';
import { signJades } from './sign-jades';
import { addJadesTimestamp } from './stamp-jades';
import { Desk } from './testing/desk.test-kit';
import { chainOf, handmade } from './testing/token.test-kit';

const payload = Buffer.from('{"hồ sơ":"H26.12-261123-0001","nội dung":"đề nghị cấp bản sao"}');
const at = new Date('2026-11-23T03:00:00Z');

/** What was found, or `undefined` for a file that is refused; anything else but an UnreadableError is a defect. */
function read(file: Uint8Array): FoundSignature[] | undefined {
  try {
    return findJwsSignatures(file, { content: () => undefined });
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}

/** By whom, over which bytes, how far: what an authentic signature says. */
const statement = (found: readonly FoundSignature[] | undefined): unknown =>
  found
    ?.filter(({ checks }) => checks.every(({ result }) => result === 'passed'))
    .map(({ signer, signed, coversWhole }) => ({ signer: signer?.fingerprint, signed, coversWhole }));

describe('findJwsSignatures, whatever it is given', () => {
  let files: Buffer[];
  beforeAll(async () => {
    const desk = await Desk.open();
    const [rsa, ec] = await Promise.all([desk.signer('RS256'), desk.signer('ES256')]);
    const compact = await signJades({ payload, detached: false, signer: ec, at });
    const general = await Promise.all(
      [rsa, ec].map((signer) => handmade(signer, { alg: signer.algorithm, x5c: chainOf(signer) }, payload.toString('base64url'))),
    );
    const signatures = general.map(({ encodedHeader, signature }) => ({ protected: encodedHeader, header: { kid: 'a' }, signature }));
    const sigD = {
      mId: 'http://uri.etsi.org/19182/ObjectIdByURIHash',
      pars: ['a'],
      hashM: 'S256',
      hashV: [randomBytes(32).toString('base64url')],
    };
    const byHash = await handmade(ec, { alg: 'ES256', x5c: chainOf(ec), sigD, crit: ['sigD'] }, '');
    files = [
      compact,
      addJadesTimestamp(compact, Buffer.from('30030a0101', 'hex')),
      JSON.stringify({ payload: payload.toString('base64url'), signatures }),
      byHash.compact,
    ].map((text) => Buffer.from(text));
  });

  it('one byte flipped at 200 places of each serialisation changes no statement that stays authentic', () => {
    for (const file of files.slice(0, 3)) {
      const original = read(file)!;
      const statements = (statement(original) as unknown[]).map((one) => JSON.stringify(one));
      expect(statements).toHaveLength(original.length);
      for (let i = 0; i < 200; i++) {
        const flipped = Buffer.from(file);
        const place = Math.floor((i * file.length) / 200);
        flipped.writeUInt8(flipped.readUInt8(place) ^ (1 << (i % 8)), place);
        const rest = ((statement(read(flipped)) ?? []) as unknown[]).map((one) => JSON.stringify(one));
        expect(rest.every((one) => statements.includes(one))).toBe(true);
      }
    }
  });

  it('never throws anything but that it cannot read it, and answers at once', () => {
    const pieces = fc.oneof(
      fc.uint8Array({ maxLength: 8 }),
      fc.constantFrom('"', '{', '}', '[', ']', '.', ',', ':', '\\', '"crit":["b64"],').map((text) => Buffer.from(text)),
    );
    const mutated = fc
      .tuple(fc.nat(3), fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(12), pieces), { minLength: 1, maxLength: 4 }))
      .map(([index, cuts]) =>
        cuts.reduce((file, [where, length, piece]) => {
          const from = Math.floor(where * file.length);
          return Buffer.concat([file.subarray(0, from), piece, file.subarray(from + length)]);
        }, files[index]!),
      );
    const any = fc.oneof(
      mutated,
      fc.uint8Array({ maxLength: 300 }),
      fc.json().map((text) => Buffer.from(text)),
    );
    const began = performance.now();
    fc.assert(
      fc.property(any, (file) => void read(file)),
      { numRuns: 1500 },
    );
    expect(performance.now() - began).toBeLessThan(30_000);
  });

  it.each([
    ['quotes and backslashes', '{"a":"' + String.raw`\"`.repeat(200_000)],
    ['backslashes', '{"a":"' + '\\'.repeat(400_000) + '"}'],
    ['blanks', ' '.repeat(400_000) + '{'],
    ['dots', 'a' + '.'.repeat(400_000)],
    ['open lists', '{"payload":' + '['.repeat(400_000)],
    ['numbers', `{"payload":${'1'.repeat(400_000)}}`],
  ])('is not slowed by 400 KB of %s', (_, text) => {
    const began = performance.now();
    expect(read(Buffer.from(text))).toBeUndefined();
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
