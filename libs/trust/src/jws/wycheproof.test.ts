import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { TrustError } from '../model';
import { jwsAlgorithms } from './algorithm';
import { decodeBase64Url } from './base64url';
import { verifyJwsWithKey } from './verify';

interface Group {
  readonly comment: string;
  readonly public?: JsonWebKey & { alg?: string; use?: string };
  readonly tests: readonly {
    readonly tcId: number;
    readonly comment: string;
    readonly jws: string;
    readonly result: 'valid' | 'invalid';
  }[];
}

const file = join(__dirname, '../../../../../shared/vectors/wycheproof/json_web_signature_test.json');

/** A JWK that is not for verifying signatures has no counterpart: the key usage of a certificate is `validatePath`'s affair. */
const forOtherUse = (comment: string): boolean => /^rejectWrong(Use|KeyOps)$/.test(comment);

describe('Wycheproof json_web_signature_test', () => {
  const groups = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { testGroups: Group[] }).testGroups : [];

  it('accepts what is valid and in our policy, and nothing else', () => {
    const cases = groups.flatMap((group) => group.tests.map((test) => ({ ...test, group, accepted: accepts(group, test.jws) })));
    const judged = cases.filter(({ comment }) => !forOtherUse(comment));
    const valid = judged.filter(({ accepted }) => accepted).length;
    const counts = `Wycheproof JWS: ${cases.length} cases, ${judged.length} judged, ${valid} accepted\n`;
    process.stdout.write(cases.length === 0 ? 'Wycheproof JWS: vectors are absent, no case was run\n' : counts);
    const falseAccepts = judged.filter(({ accepted, result }) => accepted && result === 'invalid');
    const falseRejects = judged.filter(({ accepted, result, group }) => !accepted && result === 'valid' && inPolicy(group));
    expect(falseAccepts.map(({ tcId }) => tcId)).toEqual([]);
    expect(falseRejects.map(({ tcId }) => tcId)).toEqual([]);
  });
});

/** RSA and EC keys of the three algorithms; the RFC 7520 figures name PS256 and ES521 for keys whose tokens say PS384 and ES512. */
function inPolicy(group: Group): boolean {
  return jwsAlgorithms.some((alg) => alg === group.public?.alg) && !(group.comment.startsWith('rfc7520') && group.public?.alg !== 'RS256');
}

/** Our signatures are detached: the payload part is decoded as strictly as the rest and handed over. The key fixes the algorithm. */
function accepts(group: Group, jws: string): boolean {
  const [header = '', body = '', ...rest] = jws.split('.');
  const payload = decodeBase64Url(body);
  if (payload === undefined) return false;
  const key = group.public?.kty === undefined ? undefined : createPublicKey({ key: group.public, format: 'jwk' });
  const pinned = jwsAlgorithms.filter((alg) => group.public?.alg === undefined || alg === group.public.alg);
  try {
    // Groups of HMAC keys have no public key: any refuses them.
    verifyJwsWithKey([header, '', ...rest].join('.'), payload, key ?? anyKey, { allowed: pinned });
    return true;
  } catch (error) {
    if (error instanceof TrustError) return false;
    throw error;
  }
}

const anyKey = createPublicKey({
  key: {
    kty: 'EC',
    crv: 'P-256',
    x: 'axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY',
    y: 'T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU',
  },
  format: 'jwk',
});
