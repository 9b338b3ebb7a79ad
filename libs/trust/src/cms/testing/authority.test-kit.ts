import { execFileSync } from 'node:child_process';
import { createPrivateKey, hash, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Certificate } from '../../model';
import { parsePem } from '../../x509/certificate';
import type { SigningAlgorithm } from '../../keys/algorithm';
import type { Signer } from '../../keys/signer';
import { signerWith } from '../../keys/testing/signer.test-kit';
import { readTimestampResponse, timestampRequest } from '../../timestamp/response';

const config = `
[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[lax]
extendedKeyUsage = timeStamping
[stamping]
serial = tsaserial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = millisecs:500
clock_precision_digits = 3
ordering = yes
ess_cert_id_chain = no
`;

const keyKinds = {
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  rsa1024: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
  p256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  p521: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  ed25519: ['-algorithm', 'ED25519'],
} as const;

export type KeyKind = keyof typeof keyKinds;

/** A root, a subordinate CA and leaves, all made by openssl in a temporary folder. */
export class Authority {
  readonly folder = mkdtempSync(join(tmpdir(), 'lienthong-ca-'));

  constructor() {
    writeFileSync(this.path('ca.cnf'), config);
    writeFileSync(this.path('tsaserial'), '01\n');
    this.key('root');
    this.openssl(
      'req',
      '-x509',
      '-new',
      '-utf8',
      '-key',
      'root.key',
      '-subj',
      '/C=VN/CN=Gốc thử nghiệm',
      '-days',
      '900',
      '-config',
      'ca.cnf',
      '-extensions',
      'ca',
      '-out',
      'root.pem',
    );
    this.issue('sub', 'root', 'ca');
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  openssl(...args: string[]): Buffer {
    return execFileSync('openssl', args, { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  issue(name: string, issuer: string, profile: 'ca' | 'leaf' | 'tsa' | 'lax', kind: KeyKind = 'rsa'): void {
    this.key(name, kind);
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
      `${issuer}.pem`,
      '-CAkey',
      `${issuer}.key`,
      '-days',
      '800',
      '-sha256',
      '-extfile',
      'ca.cnf',
      '-extensions',
      profile,
      '-out',
      `${name}.pem`,
    );
  }

  privateKey(name: string): KeyObject {
    return createPrivateKey(readFileSync(this.path(`${name}.key`)));
  }

  chain(name: string): Certificate[] {
    return [name, 'sub'].flatMap((one) => parsePem(readFileSync(this.path(`${one}.pem`), 'utf8')));
  }

  signer(name: string, algorithm: SigningAlgorithm = 'RS256'): Signer {
    return signerWith(this.privateKey(name), this.chain(name), algorithm);
  }

  root(): Certificate {
    const [root] = parsePem(readFileSync(this.path('root.pem'), 'utf8'));
    if (!root) throw new Error('no root');
    return root;
  }

  /** openssl's CMS over `content`, in DER unless the flags say otherwise. */
  cms(name: string, content: Uint8Array, ...flags: readonly string[]): Buffer {
    writeFileSync(this.path('to-sign'), content);
    const signer = ['-signer', `${name}.pem`, '-inkey', `${name}.key`, '-certfile', 'sub.pem'];
    this.openssl('cms', '-sign', '-binary', '-in', 'to-sign', ...signer, '-outform', 'DER', '-out', 'signed', ...flags);
    return readFileSync(this.path('signed'));
  }

  /** A time-stamp token of openssl's authority over `stamped`. */
  token(stamped: Uint8Array, signer = 'tsa', nonce: Uint8Array = Uint8Array.of(1, 2, 3)): Uint8Array {
    return readTimestampResponse(this.stamp(timestampRequest(hash('sha256', stamped, 'buffer'), nonce), signer));
  }

  /** TimeStampResp of openssl's authority for a request in DER. */
  stamp(request: Uint8Array, signer: string): Buffer {
    writeFileSync(this.path('request.tsq'), request);
    this.openssl(
      'ts',
      '-reply',
      '-config',
      'ca.cnf',
      '-section',
      'stamping',
      '-queryfile',
      'request.tsq',
      '-signer',
      `${signer}.pem`,
      '-inkey',
      `${signer}.key`,
      '-chain',
      'sub.pem',
      '-out',
      'response.tsr',
    );
    return readFileSync(this.path('response.tsr'));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private key(name: string, kind: KeyKind = 'rsa'): void {
    this.openssl('genpkey', ...keyKinds[kind], '-out', `${name}.key`);
  }
}
