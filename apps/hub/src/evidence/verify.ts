import { existsSync } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { type ReaderTrust, isReceipt, verifyReceipt, verifyTree } from '@lienthong/evidence';
import { readCertificates } from '../pem-files';
import { type Lang, print } from '../terminal';
import { printReport, printSealedBy, verdictWords } from './print-report';

export interface VerifyOptions {
  readonly trust: string;
  readonly signer: readonly string[];
  readonly log?: string;
  readonly json?: boolean;
  readonly lang: Lang;
}

/** `hub evidence verify`: exit code 1 when something is wrong; 0 also where nobody said whose seal it has to be, which the last line tells. */
export async function verify(dir: string, options: VerifyOptions): Promise<void> {
  await access(dir);
  const trust = await readTrust(options);
  const sound = isReceipt(dir) ? verifyOne(dir, trust, options) : verifyAll(dir, trust, options);
  if (!sound) process.exitCode = 1;
}

function verifyOne(dir: string, trust: ReaderTrust, { json, lang }: VerifyOptions): boolean {
  const report = verifyReceipt(dir, trust);
  if (json) print(JSON.stringify(report));
  else printReport(report, lang);
  return report.verdict !== 'invalid';
}

function verifyAll(dir: string, trust: ReaderTrust, { json, lang }: VerifyOptions): boolean {
  const { receipts, valid, notPinned, sealedBy, failures } = verifyTree(dir, trust);
  for (const { folder, report } of failures) {
    print(JSON.stringify(folder));
    printReport(report, lang);
  }
  for (const seal of sealedBy) printSealedBy(seal, lang);
  print(JSON.stringify({ receipts, valid, notPinned, invalid: failures.length }));
  if (notPinned > 0 && !json) print(verdictWords['not-pinned'][lang]);
  return failures.length === 0;
}

async function readTrust({ trust, signer, log }: VerifyOptions): Promise<ReaderTrust> {
  await readCertificates(trust); // whose complaint names the file
  const roots = await readFile(trust, 'utf8');
  const signers = await Promise.all(signer.map(fingerprintOf));
  if (log === undefined) return { roots, signers };
  return { roots, signers, log: existsSync(log) ? (await readFile(log, 'utf8')).trim() : log };
}

/** Of a fingerprint as openssl prints it, or of the first certificate in a PEM file: the issuers follow it there. */
async function fingerprintOf(signer: string): Promise<string> {
  const hex = signer.replaceAll(':', '').toLowerCase();
  if (/^[0-9a-f]{64}$/.test(hex)) return hex;
  const [certificate] = await readCertificates(signer);
  return certificate.fingerprint;
}
