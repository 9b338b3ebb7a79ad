import { execFileSync } from 'node:child_process';
import { constants, createPrivateKey, hash, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JwsAlgorithm, parsePem, type Signer } from '@lienthong/trust';
import { commit } from '../commitment';
import type { Opened, ReceiptContent } from '../export/files';
import { entryOf, leafText } from '../leaf';
import { appendLeaves, emptyFrontier, rootOf } from '../merkle/frontier';
import { metadataText } from '../metadata';
import type { LeafKind, LeafRecord } from '../model';
import { generateLogKey, readLogKey, vkey } from '../note/key';
import { signHead } from '../note/seal';
import type { ReaderTrust } from '../verify/trust';
import { tilesFor } from '../tiles/build';
import { inclusionProof } from '../tiles/tree';
import { opensslConfig } from './openssl-config.test-kit';

const origin = 'log.example.vn/lienthong';

/** A root, a hub and a sender with keys by openssl, and a log of receipts under one seal. */
export class City {
  readonly folder = mkdtempSync(join(tmpdir(), 'lienthong-receipts-'));
  readonly logKey = readLogKey(generateLogKey());
  readonly vkey = vkey(origin, this.logKey);

  constructor() {
    writeFileSync(this.path('ca.cnf'), opensslConfig);
    writeFileSync(this.path('index.txt'), '');
    writeFileSync(this.path('crlnumber'), '01\n');
    this.root('root');
    this.root('stranger');
    this.issue('hub', 'RSA');
    this.issue('portal', 'RSA');
    this.issue('ward', 'EC');
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  get trust(): string {
    return readFileSync(this.path('root.pem'), 'utf8');
  }

  get hub(): Signer {
    return this.signer('hub');
  }

  signer(name: 'hub' | 'portal'): Signer {
    const key = this.key(name);
    const close = (): Promise<void> => Promise.resolve();
    return { certificateChain: this.chain(name), algorithm: 'RS256', sign: (data) => Promise.resolve(sign('sha256', data, key)), close };
  }

  /** What a careful reader knows from elsewhere. */
  get trusted(): ReaderTrust {
    return { roots: this.trust, signers: [this.fingerprint('hub')], log: this.vkey };
  }

  fingerprint(name: string): string {
    return this.chain(name)[0]?.fingerprint ?? '';
  }

  crl(): Uint8Array {
    this.openssl('ca', '-config', 'ca.cnf', '-gencrl', '-keyfile', 'root.key', '-cert', 'root.pem', '-out', 'root.crl.pem');
    return this.openssl('crl', '-in', 'root.crl.pem', '-outform', 'DER');
  }

  revoke(name: string): void {
    this.openssl('ca', '-config', 'ca.cnf', '-revoke', `${name}.pem`, '-keyfile', 'root.key', '-cert', 'root.pem');
  }

  jws(payload: Uint8Array, alg: JwsAlgorithm): string {
    const name = alg === 'ES256' ? 'ward' : 'portal';
    const x5c = this.chain(name).map(({ der }) => Buffer.from(der).toString('base64'));
    const encoded = Buffer.from(JSON.stringify({ alg, b64: false, crit: ['b64'], x5c })).toString('base64url');
    const padding = alg === 'PS256' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : {};
    const key = { key: this.key(name), dsaEncoding: 'ieee-p1363', ...padding } as const;
    return `${encoded}..${sign('sha256', Buffer.concat([Buffer.from(`${encoded}.`), payload]), key).toString('base64url')}`;
  }

  /** RS256 as other libraries write it: JSON with spaces, and a base64url payload unless `b64` is false. */
  spacedJws(payload: Uint8Array, b64: boolean): string {
    const x5c = this.chain('portal').map(({ der }) => Buffer.from(der).toString('base64'));
    const header = { alg: 'RS256', ...(b64 ? {} : { b64, crit: ['b64'] }), ' alg ': 'ES256', kid: 'a "x5c": ["b"]', x5c };
    const encoded = Buffer.from(JSON.stringify(header, null, 2)).toString('base64url');
    const covered = b64 ? Buffer.from(Buffer.from(payload).toString('base64url')) : payload;
    const signature = sign('sha256', Buffer.concat([Buffer.from(`${encoded}.`), covered]), this.key('portal'));
    return `${encoded}..${signature.toString('base64url')}`;
  }

  /** One receipt for each list of leaf kinds; all leaves are in one tree under one seal. */
  async receipts(
    kinds: readonly (readonly LeafKind[])[],
    alg: JwsAlgorithm = 'RS256',
    { sealKey = this.hub, logKey = this.logKey, jws = (payload: Uint8Array): string => this.jws(payload, alg) } = {},
  ): Promise<ReceiptContent[]> {
    const messages = kinds.map((list, index) => this.message(list, alg, index, jws));
    const entries = messages.flatMap(({ texts }) => texts.map(entryOf));
    const size = entries.length;
    const head = { size, root: rootOf(appendLeaves(emptyFrontier, entries)) };
    const files = await tilesFor(
      0,
      size,
      () => Promise.resolve(entries),
      () => Promise.resolve(undefined),
    );
    const tiles = new Map(files.map(({ path, bytes }) => [path, bytes]));
    const signed = await signHead(head, { origin, logKey, vkey: vkey(origin, logKey), sealKey }, new Date());
    const crl = this.crl();
    let index = 0;
    return Promise.all(
      messages.map(async ({ texts, ...content }) => {
        const first = index;
        index += texts.length;
        const proofs = texts.map((_, at) => inclusionProof(first + at, size, (path) => Promise.resolve(tiles.get(path))));
        const hashes = await Promise.all(proofs);
        const leaves = texts.map((text, at) => ({ text, index: first + at, hashes: hashes[at] ?? [] }));
        return { ...content, leaves, head: signed, revocation: [crl] };
      }),
    );
  }

  openssl(...args: string[]): Buffer {
    return execFileSync('openssl', args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private message(kinds: readonly LeafKind[], alg: JwsAlgorithm, number: number, jws: (payload: Uint8Array) => string) {
    const message = `0190f3b2-7c1e-7aaa-8bbb-${String(number).padStart(12, '0')}`;
    const bytes = Buffer.from(`{"specversion":"1.0","id":"${number}","data":{"name":"Nguyễn Văn Mẫu"}}`);
    const signature = jws(bytes);
    const [signer] = this.chain(alg === 'ES256' ? 'ward' : 'portal');
    const judged = { standing: 'valid', checks: [0] };
    const told = {
      ...{ form: 'lienthong/verdict/v1', signedAt: '2026-11-23T01:02:03.004Z', format: 'jws', algorithm: alg, signer: signer?.fingerprint },
      ...{ whenSigned: judged, now: judged, checks: [{ code: 'signature.value', result: 'passed' }] },
    };
    const verdict = Buffer.from(JSON.stringify(told));
    const payload: Opened = { salt: randomBytes(32), bytes };
    const metadata: Opened = {
      salt: randomBytes(32),
      bytes: metadataText({
        sender: '000.99.01.H26',
        id: String(number),
        type: 'dossier.submitted',
        subject: `000.99.02.H26-261123-${String(number).padStart(4, '0')}`,
        time: new Date('2026-11-23T01:00:00Z'),
        receivers: ['000.99.02.H26'],
        signature: hash('sha256', signature, 'buffer'),
      }),
    };
    const record = (kind: LeafKind): LeafRecord => ({
      kind,
      message,
      delivery: kind === 'delivered' ? '0190f3b2-7c1e-7aaa-8bbb-aaaaaaaaaaaa' : '',
      connector: kind === 'delivered' ? 'one-stop' : 'portal',
      acceptedAt: new Date('2026-11-23T01:02:03.004Z'),
      recordedAt: new Date('2026-11-23T01:02:03.500Z'),
      code: kind === 'refused' ? 'signature.invalid' : '',
      rulesVersion: 1,
      verdict: kind === 'recorded' || kind === 'refused' ? hash('sha256', verdict, 'buffer') : Buffer.alloc(0),
      payload: kind === 'recorded' || kind === 'refused' ? commit(payload.salt, payload.bytes) : Buffer.alloc(0),
      metadata: kind === 'recorded' || kind === 'refused' ? commit(metadata.salt, metadata.bytes) : Buffer.alloc(0),
      attached: Buffer.alloc(0),
    });
    return { message, payload, metadata, signature, verdict, texts: kinds.map((kind) => leafText(record(kind))) };
  }

  private chain(name: string) {
    return parsePem(readFileSync(this.path(`${name}.pem`), 'utf8'));
  }

  private key(name: string) {
    return createPrivateKey(readFileSync(this.path(`${name}.key`)));
  }

  private root(name: string): void {
    this.generate(name, 'EC');
    this.openssl(
      'req',
      '-x509',
      '-new',
      '-key',
      `${name}.key`,
      '-subj',
      `/C=VN/CN=${name}`,
      '-days',
      '900',
      '-config',
      'ca.cnf',
      '-extensions',
      'ca_usage',
      '-out',
      `${name}.pem`,
    );
  }

  private issue(name: string, type: 'RSA' | 'EC'): void {
    this.generate(name, type);
    this.openssl(
      'req',
      '-new',
      '-utf8',
      '-key',
      `${name}.key`,
      '-subj',
      `/C=VN/O=Thành phố thử nghiệm/CN=${name}`,
      '-config',
      'ca.cnf',
      '-out',
      `${name}.csr`,
    );
    this.openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'root.pem',
      '-CAkey',
      'root.key',
      '-days',
      '800',
      '-sha256',
      '-extfile',
      'ca.cnf',
      '-extensions',
      'leaf',
      '-out',
      `${name}.pem`,
    );
  }

  private generate(name: string, type: 'RSA' | 'EC'): void {
    const option = type === 'RSA' ? 'rsa_keygen_bits:2048' : 'ec_paramgen_curve:P-256';
    this.openssl('genpkey', '-algorithm', type, '-pkeyopt', option, '-out', `${name}.key`);
  }
}
