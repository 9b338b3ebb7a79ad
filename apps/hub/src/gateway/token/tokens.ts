import { createHash } from 'node:crypto';
import { SignJWT, errors, jwtVerify } from 'jose';
import { Refusal } from '../refusal';
import type { TokenKey } from './keys';

export interface TokensParts {
  readonly issuer: string;
  readonly keys: { readonly own: TokenKey; readonly all: readonly TokenKey[] };
  readonly clock: () => Date;
  readonly newId: () => string;
}

/** Whom a token speaks for, and the certificate whose key asked for it: with that one it ends. */
export interface Holder {
  readonly party: string;
  /** DER. */
  readonly certificate: Uint8Array;
}

/** Seconds that a token counts. */
export const tokenSeconds = 600;
const algorithm = 'ES256';
const type = 'at+jwt';

/** Access tokens (RFC 9068), bound to the certificate of the connection on which they were asked for, if there was one (RFC 8705). */
export class Tokens {
  constructor(private readonly parts: TokensParts) {}

  /** `connection`: DER of the certificate that the connection shows. */
  issue({ party, certificate }: Holder, connection: Uint8Array | undefined): Promise<string> {
    const { issuer, keys, clock, newId } = this.parts;
    const claims = {
      client_id: party,
      x5c: [Buffer.from(certificate).toString('base64')],
      ...(connection && { cnf: { 'x5t#S256': thumbprint(connection) } }),
    };
    const now = Math.floor(clock().getTime() / 1_000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: algorithm, typ: type, kid: keys.own.kid })
      .setIssuer(issuer)
      .setAudience(issuer)
      .setSubject(party)
      .setJti(newId())
      .setIssuedAt(now)
      .setExpirationTime(now + tokenSeconds)
      .sign(keys.own.privateKey);
  }

  /** @throws Refusal `gateway.token-refused` */
  async holder(token: string, connection: Uint8Array | undefined): Promise<Holder> {
    const { issuer, keys, clock } = this.parts;
    const demands = { issuer, audience: issuer, algorithms: [algorithm], typ: type, currentDate: clock() };
    const required = { ...demands, requiredClaims: ['exp', 'sub', 'x5c'] };
    const { payload } = await jwtVerify(token, (header: { readonly kid?: string }) => keyNamed(keys.all, header.kid), required).catch(
      (cause: unknown) => {
        throw new Refusal('gateway.token-refused', codeOf(cause), { cause });
      },
    );
    const bound = (payload['cnf'] as { readonly 'x5t#S256'?: string } | undefined)?.['x5t#S256'];
    if (bound !== undefined && (!connection || thumbprint(connection) !== bound)) throw new Refusal('gateway.token-refused', 'cnf');
    const [certificate = ''] = payload['x5c'] as readonly string[];
    return { party: payload.sub ?? '', certificate: Buffer.from(certificate, 'base64') };
  }
}

export const thumbprint = (der: Uint8Array): string => createHash('sha256').update(der).digest('base64url');

/** Names what is wrong and nothing of what was sent. */
export const codeOf = (cause: unknown): string =>
  cause instanceof errors.JWTClaimValidationFailed || cause instanceof errors.JWTExpired
    ? cause.claim
    : cause instanceof errors.JOSEError
      ? cause.code
      : '';

function keyNamed(keys: readonly TokenKey[], kid: string | undefined): TokenKey['publicKey'] {
  const found = keys.find((key) => key.kid === kid);
  if (!found) throw new errors.JWKSNoMatchingKey();
  return found.publicKey;
}
