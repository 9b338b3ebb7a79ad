import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Certificate } from '../model';
import { type FoundSignature, UnreadableError } from '../verdict/found';
import { findJwsSignatures } from './find';
import { Desk } from './testing/desk.test-kit';

interface Group {
  readonly comment: string;
  /** Absent in groups of HMAC keys. */
  readonly public?: JsonWebKey & { alg?: string };
  readonly tests: readonly {
    readonly tcId: number;
    readonly comment: string;
    readonly jws: string | object;
    readonly result: 'valid' | 'invalid';
  }[];
}

const file = join(__dirname, '../../../../../shared/vectors/wycheproof/json_web_signature_test.json');

/** A JWK that is not for verifying signatures has no counterpart: the key usage of a certificate is `validatePath`'s affair. */
const forOtherUse = (comment: string): boolean => /^rejectWrong(Use|KeyOps)$/.test(comment);
/** RFC 7520 gives its RSA key to PS384 and its P-521 key to ES512; the vectors' JWKs say PS256 and ES521, which is no algorithm. */
const mislabelled = ({ comment }: Group): boolean => comment.startsWith('rfc7520');

describe('Wycheproof json_web_signature_test', () => {
  const groups = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { testGroups: Group[] }).testGroups : [];

  it('accepts what is valid, and nothing else', async () => {
    const desk = await Desk.open();
    const stranger = (await desk.signer('ES256')).certificate;
    const cases = await Promise.all(
      groups.map(async (group) => {
        const jwk = group.public;
        const certificate = jwk === undefined ? stranger : await desk.certify(createPublicKey({ key: jwk, format: 'jwk' }));
        return group.tests.map((test) => ({ ...test, group, accepted: accepts(group, test.jws, certificate) }));
      }),
    ).then((all) => all.flat());
    const judged = cases.filter(({ comment }) => !forOtherUse(comment));
    const valid = judged.filter(({ accepted }) => accepted).length;
    const counts = `Wycheproof JWS: ${cases.length} cases, ${judged.length} judged, ${valid} accepted\n`;
    process.stdout.write(cases.length === 0 ? 'Wycheproof JWS: vectors are absent, no case was run\n' : counts);
    const falseAccepts = judged.filter(({ accepted, result }) => accepted && result === 'invalid');
    const falseRejects = judged.filter(({ accepted, result, group }) => !accepted && result === 'valid' && group.public !== undefined);
    expect(falseAccepts.map(({ tcId }) => tcId)).toEqual([]);
    expect(falseRejects.map(({ tcId }) => tcId)).toEqual([]);
  });
});

/** The key is handed in as a certificate; as a JWK fixes its algorithm, the one that was found is compared with it. */
function accepts(group: Group, jws: string | object, certificate: Certificate): boolean {
  const [found, ...others] = find(typeof jws === 'string' ? jws : JSON.stringify(jws), certificate);
  if (found === undefined || others.length > 0 || found.checks.some(({ result }) => result === 'failed' || result === 'unknown'))
    return false;
  return mislabelled(group) || group.public?.alg === undefined || found.algorithm === group.public.alg;
}

function find(jws: string, certificate: Certificate): FoundSignature[] {
  try {
    return findJwsSignatures(Buffer.from(jws), { certificates: [certificate] });
  } catch (error) {
    if (error instanceof UnreadableError) return [];
    throw error;
  }
}
