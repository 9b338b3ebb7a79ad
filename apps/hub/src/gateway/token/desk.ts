import { X509Certificate } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify, type ProtectedHeaderParameters } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Authenticator } from '../caller/authenticate';
import type { Connection } from '../caller/caller';
import { Refusal } from '../refusal';
import { type Tokens, codeOf, thumbprint, tokenSeconds } from './tokens';

export interface TokenDeskParts {
  readonly authenticator: Pick<Authenticator, 'authenticate'>;
  readonly tokens: Tokens;
  readonly issuer: string;
  readonly clock: () => Date;
}

/** Members of the form of a request for a token. */
export type TokenForm = Readonly<Record<string, string>>;

export interface Granted {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
}

/** Of the keys that certificates have; never `none`, never a secret that both sides know. */
export const assertionAlgorithms = ['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512', 'EdDSA'];
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const longestSeconds = 300;
const skewSeconds = 60;
const longestChain = 8;

/** Client credentials with `private_key_jwt` (RFC 7523): the key of a certificate that is bound to a party. */
export class TokenDesk {
  /** So many assertions live at once at most; one that falls out of it before its time is refused by its age or taken again. */
  private readonly spent = new LRUCache<string, true>({ max: 100_000, ttl: (longestSeconds + 2 * skewSeconds) * 1_000 });

  constructor(private readonly parts: TokenDeskParts) {}

  /** @throws Refusal */
  async grant(form: TokenForm, connection: Connection): Promise<Granted> {
    if (form['grant_type'] !== 'client_credentials') throw new Refusal('gateway.grant-refused', 'grant_type');
    if (form['client_assertion_type'] !== assertionType) throw new Refusal('gateway.grant-refused', 'client_assertion_type');
    const assertion = form['client_assertion'] ?? '';
    const chain = chainOf(assertion, connection);
    const caller = await this.parts.authenticator.authenticate({ address: connection.address, chain });
    const [certificate] = chain;
    if (caller.kind === 'nobody' || !certificate) throw new Refusal('gateway.grant-refused', 'x5c');
    const party = caller.party.code;
    await this.mustHold(assertion, certificate, party);
    if (form['client_id'] !== undefined && form['client_id'] !== party) throw new Refusal('gateway.grant-refused', 'client_id');
    const token = await this.parts.tokens.issue({ party, certificate }, connection.chain[0]);
    return { access_token: token, token_type: 'Bearer', expires_in: tokenSeconds };
  }

  /** Signed by the certificate's key, for this gateway, by that party, now, and for the first time. @throws Refusal */
  private async mustHold(assertion: string, certificate: Uint8Array, party: string): Promise<void> {
    const { issuer, clock } = this.parts;
    const demands = {
      ...{ issuer: party, subject: party, audience: [issuer, `${issuer}/v1/token`], algorithms: assertionAlgorithms },
      ...{ currentDate: clock(), clockTolerance: skewSeconds, requiredClaims: ['exp', 'jti'] },
    };
    const { publicKey } = new X509Certificate(certificate);
    const { payload } = await jwtVerify(assertion, publicKey, demands).catch((cause: unknown) => {
      throw new Refusal('gateway.grant-refused', codeOf(cause), { cause });
    });
    const now = Math.floor(clock().getTime() / 1_000);
    const { exp = 0, iat = now, jti } = payload;
    if (exp > now + longestSeconds + skewSeconds) throw new Refusal('gateway.grant-refused', 'exp');
    if (iat > now + skewSeconds) throw new Refusal('gateway.grant-refused', 'iat');
    if (typeof jti !== 'string' || jti.length === 0 || jti.length > 200) throw new Refusal('gateway.grant-refused', 'jti');
    const once = `${party} ${jti}`;
    if (this.spent.has(once)) throw new Refusal('gateway.grant-refused', 'jti');
    this.spent.set(once, true);
  }
}

/** The certificate that the assertion brings in `x5c`, or else the connection's; `x5t#S256` must name it where it stands. */
function chainOf(assertion: string, connection: Connection): readonly Uint8Array[] {
  const header = headerOf(assertion);
  const x5c: unknown = header.x5c;
  const chain = Array.isArray(x5c)
    ? x5c.slice(0, longestChain).map((one: unknown) => Buffer.from(typeof one === 'string' ? one : '', 'base64'))
    : connection.chain;
  const named: unknown = header['x5t#S256'];
  if (named !== undefined && (!chain[0] || thumbprint(chain[0]) !== named)) throw new Refusal('gateway.grant-refused', 'x5t#S256');
  return chain;
}

function headerOf(assertion: string): ProtectedHeaderParameters {
  try {
    return decodeProtectedHeader(assertion);
  } catch (cause) {
    throw new Refusal('gateway.grant-refused', 'client_assertion', { cause });
  }
}
