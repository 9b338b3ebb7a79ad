import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { transformSync } from '@swc/core';

const root = join(__dirname, '../../../..');

/** The module's process as a file that node can run: nothing is built for tests. It lies beside our packages, one of which it loads. */
export function processFile(): string {
  const { code } = transformSync(readFileSync(join(__dirname, '../signer/pkcs11/module-process.ts'), 'utf8'), {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const folder = join(root, '.cache');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'pkcs11-module.cjs');
  writeFileSync(file, code);
  return file;
}

/** SoftHSM with its tokens in a temporary folder. */
export class SoftHsm {
  readonly module = '/usr/lib/softhsm/libsofthsm2.so';
  readonly folder = mkdtempSync(join(tmpdir(), 'lienthong-hsm-'));
  private readonly config = join(this.folder, 'softhsm2.conf');

  constructor() {
    mkdirSync(this.path('tokens'));
    writeFileSync(this.config, `directories.tokendir = ${this.path('tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  }

  get environment(): Record<string, string> {
    return { SOFTHSM2_CONF: this.config };
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  makeToken(label: string, pin: string): void {
    this.util('--init-token', '--free', '--label', label, '--pin', pin, '--so-pin', '87654321');
  }

  /** `key`: PEM of a private key, in PKCS#8. */
  importKey(key: string, { token, pin, label, id }: { token: string; pin: string; label: string; id: string }): void {
    writeFileSync(this.path('key.pem'), key);
    this.util('--import', this.path('key.pem'), '--token', token, '--label', label, '--id', id, '--pin', pin);
  }

  /** softhsm2-util imports keys only. */
  storeCertificate(der: Uint8Array, { token, pin, id }: { token: string; pin: string; id: string }): void {
    const script = `
      const p = require('pkcs11js');
      const [module, token, pin, id, der] = process.argv.slice(1);
      const m = new p.PKCS11(module);
      m.C_Initialize();
      const slot = m.C_GetSlotList(true).find((one) => m.C_GetTokenInfo(one).label.trim() === token);
      const session = m.C_OpenSession(slot, p.CKF_SERIAL_SESSION | p.CKF_RW_SESSION);
      m.C_Login(session, p.CKU_USER, pin);
      m.C_CreateObject(session, [
        { type: p.CKA_CLASS, value: p.CKO_CERTIFICATE },
        { type: p.CKA_CERTIFICATE_TYPE, value: p.CKC_X_509 },
        { type: p.CKA_TOKEN, value: true },
        { type: p.CKA_PRIVATE, value: false },
        { type: p.CKA_SUBJECT, value: Buffer.of(0x30, 0) },
        { type: p.CKA_ID, value: Buffer.from(id, 'hex') },
        { type: p.CKA_VALUE, value: Buffer.from(der, 'hex') },
      ]);
      m.C_Finalize();`;
    const values = [this.module, token, pin, id, Buffer.from(der).toString('hex')];
    execFileSync(process.execPath, ['-e', script, ...values], { cwd: root, env: this.environment, stdio: 'pipe' });
  }

  /** Takes every token out of its slot, and puts it back. */
  removeTokens(): void {
    renameSync(this.path('tokens'), this.path('away'));
    mkdirSync(this.path('tokens'));
  }

  returnTokens(): void {
    rmSync(this.path('tokens'), { recursive: true });
    renameSync(this.path('away'), this.path('tokens'));
  }

  stop(): void {
    rmSync(this.folder, { recursive: true });
  }

  private util(...args: string[]): void {
    execFileSync('softhsm2-util', args, { env: { PATH: '/usr/bin', ...this.environment }, stdio: 'pipe' });
  }
}
