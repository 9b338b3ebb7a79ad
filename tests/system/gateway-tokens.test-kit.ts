import { X509Certificate, createHash, createPrivateKey, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { resolve } from 'node:path';
import { SignJWT, UnsecuredJWT, decodeJwt, decodeProtectedHeader } from 'jose';
import type { GatewayTown } from './gateway.test-kit';
import { type Answer, type Caller, headerOf, jsonOf } from './gateway-http.test-kit';

interface Place {
  readonly town: GatewayTown;
  readonly caller: Caller;
}

interface Claimed {
  readonly who?: string;
  readonly key?: string;
  readonly claims?: object;
  readonly header?: object;
}

const issuer = 'https://127.0.0.1:17200';
const [portal, planning] = ['000.99.01.H26', 'H26.4'];

/** Tests: access tokens for who holds the key of a bound certificate, and what does not get one. */
export function tokens(place: () => Place): void {
  const der = (who: string): Buffer => new X509Certificate(readFileSync(place().town.pki(`${who}.pem`))).raw;
  const now = (): number => Math.floor(Date.now() / 1_000);
  const good = (): object => ({ iss: portal, sub: portal, aud: issuer, jti: randomUUID(), iat: now(), exp: now() + 120 });
  const assertion = ({ who = 'portal', key = who, claims = {}, header = {} }: Claimed = {}): Promise<string> => {
    const privateKey = createPrivateKey(readFileSync(place().town.pki(`${key}.key.pem`)));
    const alg = privateKey.asymmetricKeyType === 'ec' ? 'ES256' : 'RS256';
    const x5c = [der(who).toString('base64'), der('sub').toString('base64')];
    return new SignJWT({ ...good(), ...claims }).setProtectedHeader({ alg, x5c, ...header }).sign(privateKey);
  };
  const ask = (text: string, who?: string, more: Readonly<Record<string, string>> = {}): Promise<Answer> => {
    const form = { grant_type: 'client_credentials', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' };
    const body = new URLSearchParams({ ...form, client_assertion: text, ...more }).toString();
    return place().caller.curl('/v1/token', who, '-H', 'content-type: application/x-www-form-urlencoded', '--data-binary', body);
  };
  const token = async (who?: string): Promise<string> => String(jsonOf(await ask(await assertion(), who))['access_token']);
  const use = async (bearer: string, who?: string): Promise<string> => {
    const { status, headers, body } = await place().caller.curl('/v1/inbox', who, '-H', `authorization: Bearer ${bearer}`);
    return status === 200
      ? '200'
      : `${status} ${String(jsonOf({ status, headers, body })['code'])} ${headerOf(headers, 'www-authenticate')}`;
  };
  const refused = '401 gateway.token-refused Bearer error="invalid_token"';

  it('gives a token for an assertion, which opens what the certificate opens; the published key verifies it', async () => {
    const answer = await ask(await assertion({ header: { 'x5t#S256': createHash('sha256').update(der('portal')).digest('base64url') } }));
    expect({ status: answer.status, ...jsonOf(answer) }).toMatchObject({ status: 200, token_type: 'Bearer', expires_in: 600 });
    const bearer = String(jsonOf(answer)['access_token']);
    expect(decodeProtectedHeader(bearer)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(await use(bearer)).toBe('200');
    const metadata = jsonOf(await place().caller.curl('/.well-known/oauth-authorization-server', undefined));
    expect(metadata).toMatchObject({ issuer, token_endpoint_auth_methods_supported: ['private_key_jwt'] });
    const { keys } = jsonOf(await place().caller.curl('/v1/jwks.json', undefined)) as { keys: { kid: string; d?: string }[] };
    expect(keys.map(({ kid, d }) => ({ kid, d }))).toEqual([{ kid: decodeProtectedHeader(bearer).kid, d: undefined }]);
  });

  it('binds it to the certificate of the connection', async () => {
    const bearer = await token('portal');
    expect(decodeJwt(bearer)).toMatchObject({ cnf: { 'x5t#S256': createHash('sha256').update(der('portal')).digest('base64url') } });
    expect(await use(bearer, 'portal')).toBe('200');
    expect(await use(bearer, 'one-stop')).toBe(refused);
    expect(await use(bearer)).toBe(refused);
  });

  it.each<[string, Claimed, string]>([
    ["another one's key", { key: 'unbound' }, 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
    ["another one's name", { claims: { iss: planning, sub: planning } }, 'iss'],
    ['another address', { claims: { aud: 'https://elsewhere.example' } }, 'aud'],
    ['the past', { claims: { iat: 1_000, exp: 1_120 } }, 'exp'],
    ['too long a time', { claims: { exp: Math.floor(Date.now() / 1_000) + 7_200 } }, 'exp'],
    ['the future', { claims: { iat: Math.floor(Date.now() / 1_000) + 7_200 } }, 'iat'],
    ['no time at all', { claims: { exp: undefined } }, 'exp'],
    ['no id', { claims: { jti: undefined } }, 'jti'],
    ['a certificate that another thumbprint names', { header: { 'x5t#S256': 'AAAA' } }, 'x5t#S256'],
  ])('gives none for %s', async (_, claimed, where) => {
    const answer = await ask(await assertion(claimed));
    expect({ status: answer.status, ...jsonOf(answer) }).toMatchObject({
      ...{ status: 401, error: 'invalid_client', code: 'gateway.grant-refused', where },
    });
  });

  it.each([
    ['revoked', 'gateway.certificate-refused'],
    ['expired', 'gateway.certificate-refused'],
    ['unbound', 'certificate.unbound'],
  ])('gives none for a certificate that is %s', async (who, code) => {
    expect(jsonOf(await ask(await assertion({ who })))).toMatchObject({ error: 'invalid_client', code });
  });

  it('gives none for what nobody signed, for what was shown before, for another grant', async () => {
    const unsigned = new UnsecuredJWT({ ...good() }).encode();
    const x5c = [der('portal').toString('base64')];
    const [, payload = ''] = unsigned.split('.');
    const none = `${Buffer.from(JSON.stringify({ alg: 'none', x5c })).toString('base64url')}.${payload}.`;
    for (const text of [unsigned, none, 'a.b.c', ''])
      expect(jsonOf(await ask(text))).toMatchObject({ error: 'invalid_client', code: 'gateway.grant-refused' });
    const once = await assertion();
    expect((await ask(once)).status).toBe(200);
    expect(jsonOf(await ask(once))).toMatchObject({ error: 'invalid_client', where: 'jti' });
    const other = await ask(await assertion(), undefined, { grant_type: 'password' });
    expect({ status: other.status, ...jsonOf(other) }).toMatchObject({ status: 400, error: 'unsupported_grant_type' });
  });

  it('takes no token that it did not sign, nor an assertion in the place of one', async () => {
    const bearer = await token();
    const [header = '', payload = '', signature = ''] = bearer.split('.');
    const claims = { ...decodeJwt(bearer), sub: planning, client_id: planning, x5c: [der('planning').toString('base64')] };
    const forged = [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
    const none = [Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url'), payload, ''].join('.');
    const own = await assertion({ header: { typ: 'at+jwt', kid: decodeProtectedHeader(bearer).kid }, claims: { iss: issuer } });
    for (const text of [forged, none, own, 'x']) expect(await use(text)).toBe(refused);
  });

  it('ends a token with the party that it speaks for', async () => {
    const { town } = place();
    const text = await assertion({ who: 'planning', claims: { iss: planning, sub: planning } });
    const bearer = String(jsonOf(await ask(text))['access_token']);
    expect(await use(bearer)).toBe('200');
    const config = `${town.dir}/config-of-tokens`;
    await cp(resolve(__dirname, '../../config'), config, { recursive: true });
    for (const [act, answer] of [
      ['suspend', '403 party.suspended '],
      ['resume', '200'],
    ] as const) {
      expect((await town.hubIn(config, 'party', act, planning, '--yes', '--reason', 'x')).code).toBe(0);
      for (let tries = 0; (await use(bearer)) !== answer && tries < 10; tries++);
      expect(await use(bearer)).toBe(answer);
    }
  }, 60_000);
}
