import { generateKeyPairSync, type KeyObject, privateEncrypt, randomBytes, sign } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';

import { type Certificate, type Signer, type SigningAlgorithm, verifySignature } from '@lienthong/trust';

import { AuthorityError } from '../error';
import { leafOf, tlsSide } from '../testing/leaf.test-kit';
import { openRemote, type RemoteSource } from './remote';

const at = new Date('2026-11-23T03:00:00Z');
const circumstances = { clock: () => at, random: (count: number): Buffer => randomBytes(count) };
const data = Buffer.from('niêm phong');

const codeOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (error: unknown) => (error instanceof AuthorityError ? error.code : String(error)),
  );

/** PKCS#1 v1.5 over a digest that is there already: node signs data only. */
function signDigest(key: KeyObject, digest: Buffer): Buffer {
  return privateEncrypt(key, Buffer.concat([Buffer.from('3031300d060960864801650304020105000420', 'hex'), digest]));
}

describe('openRemote', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  let server: Server;
  let certificate: Certificate;
  let source: RemoteSource;
  let asked: { key: string; algorithm: SigningAlgorithm; digest: string }[];
  let reply: (digest: Buffer, response: ServerResponse, request: IncomingMessage) => void;
  const proper: typeof reply = (digest, response) =>
    void response.end(JSON.stringify({ signature: signDigest(rsa, digest).toString('base64') }));

  beforeAll(async () => {
    const [ours, theirs] = await Promise.all([tlsSide('hub'), tlsSide('localhost')]);
    certificate = await leafOf(rsa);
    const tls = { cert: theirs.certificate, key: theirs.key, ca: [ours.certificate], requestCert: true, rejectUnauthorized: true };
    server = createServer(tls, (request, response) => {
      const chunks: Buffer[] = [];
      request
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          const body = JSON.parse(Buffer.concat(chunks).toString()) as (typeof asked)[number];
          asked.push(body);
          reply(Buffer.from(body.digest, 'base64'), response, request);
        });
    });
    server.listen(0, 'localhost');
    await once(server, 'listening');
    source = {
      url: `https://localhost:${(server.address() as AddressInfo).port}/sign`,
      key: 'con-dau-1',
      certificates: [certificate],
      tls: { ...ours, authorities: theirs.certificate },
      timeoutMs: 500,
      backOffMs: [10, 10],
    };
  });
  beforeEach(() => {
    asked = [];
    reply = proper;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  async function opened(change: Partial<RemoteSource> = {}): Promise<Signer> {
    const signer = await openRemote({ ...source, ...change }, circumstances);
    asked = [];
    return signer;
  }

  it('has digests signed and verifies the answers', async () => {
    const signer = await opened();
    const signature = await signer.sign(data);
    expect(verifySignature('RS256', certificate.publicKey, data, signature)).toBe(true);
    expect(asked).toEqual([{ key: 'con-dau-1', algorithm: 'RS256', digest: expect.any(String) as string }]);
    await signer.close();
    expect(await codeOf(signer.sign(data))).toBe('signer-unavailable');
  });

  it.each<[string, string, typeof reply]>([
    [
      'a signature over something else',
      'signer-mismatch',
      (_, response) => response.end(JSON.stringify({ signature: sign('sha256', Buffer.of(1), rsa).toString('base64') })),
    ],
    ['no JSON', 'signer-unavailable', (_, response) => response.end('<html>')],
    ['JSON without a signature', 'signer-unavailable', (_, response) => response.end('{"signature":1}')],
    ['an error', 'signer-unavailable', (_, response) => response.writeHead(500).end()],
    ['a redirect', 'signer-unavailable', (_, response) => response.writeHead(307, { location: source.url }).end()],
    ['1 MB', 'signer-unavailable', (_, response) => response.end(Buffer.alloc(1_000_000, 0x20))],
    ['nothing in time', 'signer-unavailable', () => undefined],
  ])('gives out nothing and asks once when the answer is %s', async (_, code, wrong) => {
    const signer = await opened();
    reply = wrong;
    expect(await codeOf(signer.sign(data))).toBe(code);
    expect(asked).toHaveLength(1);
    reply = proper;
    expect(await codeOf(signer.sign(data))).toBe('done');
    await signer.close();
  });

  it('asks again when the connection broke, and no more than told', async () => {
    const signer = await opened();
    let breaks = 2;
    reply = (digest, response, request) => (breaks-- > 0 ? request.socket.destroy() : proper(digest, response, request));
    expect(await codeOf(signer.sign(data))).toBe('done');
    breaks = 99;
    asked = [];
    expect(await codeOf(signer.sign(data))).toBe('signer-unavailable');
    expect(asked).toHaveLength(3);
    await signer.close();
  });

  it.each<[string, string, () => Promise<Partial<RemoteSource>>]>([
    [
      'that keeps another key',
      'signer-mismatch',
      async () => ({ certificates: [await leafOf(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)] }),
    ],
    [
      'for a key that signs no digests',
      'signer-mismatch',
      async () => ({ certificates: [await leafOf(generateKeyPairSync('ed25519').privateKey)] }),
    ],
    ['without TLS', 'signer-unavailable', async () => ({ url: source.url.replace('https', 'http') })],
    [
      'of another certificate',
      'signer-unavailable',
      async () => ({ tls: { ...source.tls, authorities: (await tlsSide('localhost')).certificate } }),
    ],
    ['that does not know us', 'signer-unavailable', async () => ({ tls: { ...source.tls, ...(await tlsSide('hub')) } })],
    ['that is not there', 'signer-unavailable', async () => ({ url: 'https://localhost:1/sign' })],
  ])('refuses a service %s', async (_, code, change) => {
    expect(await codeOf(openRemote({ ...source, ...(await change()) }, circumstances))).toBe(code);
  });
});
