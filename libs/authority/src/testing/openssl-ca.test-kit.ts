import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Certificate, parsePem } from '@lienthong/trust';

const config = (folder: string, ocspPort: number, httpPort: number): string => `
[req]
distinguished_name = dn
[dn]
[ca]
default_ca = ours
[ours]
dir = ${folder}
database = $dir/index.txt
serial = $dir/serial
crlnumber = $dir/crlnumber
new_certs_dir = $dir
certificate = $dir/ca.pem
private_key = $dir/ca.key
default_md = sha256
default_days = 30
default_crl_days = 1
policy = any
unique_subject = no
crl_extensions = crl_ext
[any]
commonName = supplied
[crl_ext]
authorityKeyIdentifier = keyid
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[leaf]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
authorityInfoAccess = OCSP;URI:http://127.0.0.1:${ocspPort}/
crlDistributionPoints = URI:http://127.0.0.1:${httpPort}/ca.crl
[ocsp]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
authorityKeyIdentifier = keyid
noCheck = ignored
[tsa]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
authorityKeyIdentifier = keyid
[stamping]
serial = ${folder}/tsaserial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_chain = no
`;

/** What the HTTP side does with a request. */
export type Mode = 'serve' | 'hang' | 'fail' | 'redirect' | 'flood';

/** A CA with its OCSP responder, CRL and time-stamping authority, all by the openssl program in a temporary folder. */
export class OpensslCa {
  readonly folder = mkdtempSync(join(tmpdir(), 'lienthong-authority-'));
  readonly asked: string[] = [];
  mode: Mode = 'serve';
  /** How long the time-stamping authority takes, in milliseconds. */
  delayMs = 0;
  /** Requests for time stamps in hand, now and at most. */
  stamping = 0;
  mostStamping = 0;
  ocspHost = '';
  httpHost = '';
  private responder: ChildProcess | undefined;
  private ocspPort = 0;
  private readonly http: Server = createServer((request, response) => {
    const path = request.url ?? '';
    this.asked.push(path);
    if (this.mode === 'hang') return;
    if (this.mode === 'fail') return void response.writeHead(503).end();
    if (this.mode === 'redirect') return void response.writeHead(302, { location: `http://${this.httpHost}/elsewhere` }).end();
    if (this.mode === 'flood') return void response.end(Buffer.alloc(11 * 1024 * 1024));
    if (path === '/ca.crl') return void response.end(readFileSync(this.path('ca.crl.der')));
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => this.answer(Buffer.concat(chunks), response));
  });

  async start(): Promise<this> {
    this.ocspPort = await freePort();
    this.http.listen(0, '127.0.0.1');
    await once(this.http, 'listening');
    const httpPort = (this.http.address() as AddressInfo).port;
    this.ocspHost = `127.0.0.1:${this.ocspPort}`;
    this.httpHost = `127.0.0.1:${httpPort}`;
    writeFileSync(this.path('ca.cnf'), config(this.folder, this.ocspPort, httpPort));
    for (const [name, text] of [
      ['index.txt', ''],
      ['serial', '1000\n'],
      ['crlnumber', '01\n'],
      ['tsaserial', '01\n'],
    ] as const)
      writeFileSync(this.path(name), text);
    this.openssl('req -x509 -new -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -utf8 -subj /CN=Gốc -config ca.cnf -extensions root');
    this.issue('ocsp', 'ocsp');
    this.issue('tsa', 'tsa');
    this.publishCrl();
    return this;
  }

  /** A certificate of the given section of the configuration, with its key in `<name>.key`. */
  issue(name: string, section = 'leaf'): Certificate {
    this.openssl(`req -new -newkey rsa:2048 -nodes -keyout ${name}.key -out ${name}.csr -utf8 -subj /CN=Sở-${name} -config ca.cnf`);
    this.openssl(`ca -batch -utf8 -config ca.cnf -extensions ${section} -in ${name}.csr -out ${name}.pem -notext`);
    return this.read(`${name}.pem`);
  }

  revoke(name: string): void {
    this.openssl(`ca -config ca.cnf -revoke ${name}.pem`);
  }

  publishCrl(): void {
    this.openssl('ca -config ca.cnf -gencrl -out ca.crl');
    this.openssl('crl -in ca.crl -outform DER -out ca.crl.der');
  }

  /** Starts `openssl ocsp`, which reads the index once. */
  async startResponder(): Promise<void> {
    const command = `ocsp -index index.txt -CA ca.pem -rsigner ocsp.pem -rkey ocsp.key -port ${this.ocspPort} -ndays 1`;
    const responder = spawn('openssl', command.split(' '), { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
    this.responder = responder;
    responder.stdout.resume();
    // A trial connection would occupy this single-threaded server: it says itself when it listens.
    for await (const line of responder.stderr.iterator({ destroyOnReturn: false })) if (String(line).includes('waiting')) break;
    responder.stderr.resume();
  }

  async stopResponder(): Promise<void> {
    const responder = this.responder;
    this.responder = undefined;
    if (responder?.exitCode !== null) return;
    responder.kill('SIGKILL');
    await once(responder, 'exit');
  }

  async stop(): Promise<void> {
    await this.stopResponder();
    this.http.closeAllConnections();
    this.http.close();
    rmSync(this.folder, { recursive: true });
  }

  read(name: string): Certificate {
    const [certificate] = parsePem(readFileSync(this.path(name), 'utf8')) as [Certificate, ...Certificate[]];
    return certificate;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** Runs openssl in the folder; a blank ends each argument. */
  openssl(command: string): Buffer {
    return execFileSync('openssl', command.split(' '), { cwd: this.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  private answer(query: Buffer, response: ServerResponse): void {
    this.mostStamping = Math.max(this.mostStamping, ++this.stamping);
    setTimeout(() => {
      this.stamping--;
      response.end(this.stamp(query));
    }, this.delayMs);
  }

  private stamp(query: Buffer): Buffer {
    writeFileSync(this.path('query.tsq'), query);
    return this.openssl('ts -reply -config ca.cnf -section stamping -queryfile query.tsq -signer tsa.pem -inkey tsa.key');
  }
}

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
