import { execFileSync } from 'node:child_process';
import { createPrivateKey, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsePem } from '../../x509/certificate';
import type { SigningKey } from '../sign';

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

  issue(name: string, issuer: string, profile: 'ca' | 'leaf' | 'tsa' | 'lax'): void {
    this.key(name);
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

  signingKey(name: string): SigningKey {
    const key = createPrivateKey(readFileSync(this.path(`${name}.key`)));
    const chain = [name, 'sub'].flatMap((one) => parsePem(readFileSync(this.path(`${one}.pem`), 'utf8')));
    return { chain, sign: (data) => Promise.resolve(sign('sha256', data, key)) };
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

  private key(name: string): void {
    this.openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', `${name}.key`);
  }
}
