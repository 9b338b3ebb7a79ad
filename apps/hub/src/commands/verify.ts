import type { Command } from 'commander';
import { z } from 'zod';
import { runBatch } from '../verify/batch';
import type { AgencyOf } from '../verify/agency';
import { type GroundFiles, Inputs } from '../verify/inputs';
import { type InstallationOptions, installationAt } from '../verify/installation';
import { Revocation } from '../verify/revocation';
import { plain, printChecks, printVerdict } from '../verify/print-verdict';
import { lineJson, verdictJson } from '../verify/verdict-json';
import { certificateJson, judgeCertificate } from '../verify/verify-certificate';
import { verifyPath } from '../verify/verify-file';
import { standingWords } from '../verify/words';
import { CommandError } from '../complaint/command-error';
import { complaintLines } from '../complaint/complain';
import { type Lang, print, warn } from '../terminal';

/** What the shell learns. */
const exitCodes = { valid: 0, invalid: 1, indeterminate: 2, unreadable: 3 } as const;

interface GroundOptions extends Partial<GroundFiles>, InstallationOptions {
  readonly json?: boolean;
  readonly batch?: string | boolean;
  readonly allow: readonly string[];
  readonly offline: boolean;
}

type FileOptions = GroundOptions & { readonly content?: string };

interface CertificateOptions extends GroundOptions {
  readonly untrusted: readonly string[];
  readonly purpose?: string;
  readonly policyOid: readonly string[];
  readonly requireExplicitPolicy?: boolean;
  readonly inhibitPolicyMapping?: boolean;
  readonly inhibitAnyPolicy?: boolean;
}

const withGround = (command: Command): Command =>
  command
    .option('--trust <pem...>', 'trusted roots', [])
    .option('--crl <file...>', 'CRLs, PEM or DER', [])
    .option('--ocsp <file...>', 'OCSP responses, DER or PEM', [])
    .option('--at <time>', 'the time that "now" means, ISO 8601')
    .option(
      '--policy <name>',
      'standard; legacy: takes SHA-1, RSA-1024 and says so; strict: no archived status from before the moment',
      'standard',
    )
    .option('--allow <host...>', 'hosts that may be asked for OCSP and CRL; without any nothing is fetched', [])
    .option('--offline', 'use only what is in the files, whatever is allowed', false)
    .option('--config <dir>', 'folder of the configuration: its roots and hosts count too, and it tells whose certificate is whose')
    .option('--data <dir>', 'folder of keys and secrets of that installation')
    .option('--set <path=value>', 'override one setting; repeatable', (value: string, all: string[]) => [...all, value], [])
    .option('--json', 'the whole verdict as one JSON object (docs/schemas/verdict.schema.json)')
    .option('--batch [file]', 'JSON lines from a file or standard input, one answer a line');

/** `hub verify`, `hub verify-certificate`: no running hub is needed. */
export function verifyCommands(program: Command): void {
  withGround(program.command('verify [file]').description('who signed a file, was the certificate good then, is it good now'))
    .option('--content <file>', 'what a detached signature is about')
    .option('--certificates <file...>', 'certificates that may be missing in the file', [])
    .action(verify);
  withGround(program.command('verify-certificate [certificate]').description('a certificate by itself, by RFC 5280 §6'))
    .option('--untrusted <file...>', 'certificates between it and the roots', [])
    .option('--purpose <name>', 'key usage or extended key usage that it must have, by name or OID', 'any')
    .option('--policy-oid <oid...>', 'acceptable certificate policies', [])
    .option('--require-explicit-policy', 'some acceptable policy must hold for the whole path')
    .option('--inhibit-policy-mapping', 'policies may not be mapped')
    .option('--inhibit-any-policy', 'anyPolicy counts for nothing')
    .action(verifyOneCertificate);
}

const batchLine = z.strictObject({
  id: z.union([z.string(), z.number()]),
  file: z.string(),
  content: z.string().optional(),
  trust: z.array(z.string()),
  certificates: z.array(z.string()).optional(),
  crl: z.array(z.string()).optional(),
  ocsp: z.array(z.string()).optional(),
  at: z.string().optional(),
  policy: z.string().optional(),
});

const verify = (file: string | undefined, options: FileOptions): Promise<void> =>
  withInputs(options, (inputs, agencyOf) => verifyWith(file, options, inputs, agencyOf));

async function verifyWith(file: string | undefined, options: FileOptions, inputs: Inputs, agencyOf: AgencyOf): Promise<void> {
  if (options.batch !== undefined) {
    if (file !== undefined) throw new CommandError('cli.usage', `${file} --batch`);
    endBatch(
      await runBatch(sourceOf(options), batchLine, async ({ id, file: path, content, ...files }) =>
        lineJson(id, await verifyPath(path, content, await inputs.ground(together(groundIn(options), files)), inputs), agencyOf),
      ),
    );
    return;
  }
  const path = required(file);
  await told(async () => {
    const verdict = await verifyPath(path, options.content, await inputs.ground(groundIn(options)), inputs);
    if (options.json) print(JSON.stringify(verdictJson(verdict, agencyOf)));
    else printVerdict(verdict, options.lang, agencyOf);
    return verdict.standing;
  });
}

const certificateLine = z.strictObject({
  id: z.union([z.string(), z.number()]),
  certificate: z.string(),
  trust: z.array(z.string()),
  untrusted: z.array(z.string()).optional(),
  crl: z.array(z.string()).optional(),
  ocsp: z.array(z.string()).optional(),
  at: z.string().optional(),
  policy: z.string().optional(),
  purpose: z.string().optional(),
  policyOids: z.array(z.string()).optional(),
  requireExplicitPolicy: z.boolean().optional(),
  inhibitPolicyMapping: z.boolean().optional(),
  inhibitAnyPolicy: z.boolean().optional(),
});

const verifyOneCertificate = (file: string | undefined, options: CertificateOptions): Promise<void> =>
  withInputs(options, (inputs) => verifyCertificateWith(file, options, inputs));

async function verifyCertificateWith(file: string | undefined, options: CertificateOptions, inputs: Inputs): Promise<void> {
  if (options.batch !== undefined) {
    if (file !== undefined) throw new CommandError('cli.usage', `${file} --batch`);
    endBatch(
      await runBatch(sourceOf(options), certificateLine, async ({ id, certificate, trust, untrusted, crl, ocsp, at, policy, ...path }) => {
        const files = together(groundIn({ ...options, certificates: options.untrusted }), {
          trust,
          certificates: untrusted,
          crl,
          ocsp,
          at,
          policy,
        });
        return { id, ...certificateJson(await judgeCertificate(certificate, files, path, inputs)) };
      }),
    );
    return;
  }
  const path = required(file);
  await told(async () => {
    const { untrusted: certificates, policyOid: policyOids, ...rest } = options;
    const verdict = await judgeCertificate(path, { ...groundIn(options), certificates }, { ...rest, policyOids }, inputs);
    if (options.json) print(JSON.stringify(certificateJson(verdict)));
    else {
      print(plain(verdict.certificate.subject));
      printChecks(verdict.checks, options.lang);
      print(standingWords[verdict.standing][options.lang]);
    }
    return verdict.standing;
  });
}

/** Whatever cannot be used ends with an exit code of its own: 1 would say that something is invalid. */
async function withInputs(options: GroundOptions, work: (inputs: Inputs, agencyOf: AgencyOf) => Promise<void>): Promise<void> {
  await orUnreadable(options.lang, async () => {
    const clock = (): Date => new Date();
    const { roots, hosts, agencyOf } = installationAt(options);
    const revocation = new Revocation(options.offline ? [] : [...options.allow, ...hosts], clock);
    try {
      await work(new Inputs(clock, revocation, roots), agencyOf);
    } finally {
      await revocation.close();
    }
  });
}

const groundIn = ({ trust = [], certificates, crl, ocsp, at, policy }: GroundOptions): GroundFiles => ({
  ...{ trust, certificates, crl, ocsp, at, policy },
});

/** What the command names counts for every line. */
const together = (all: GroundFiles, own: GroundFiles): GroundFiles => ({
  trust: [...all.trust, ...own.trust],
  certificates: [...(all.certificates ?? []), ...(own.certificates ?? [])],
  crl: [...(all.crl ?? []), ...(own.crl ?? [])],
  ocsp: [...(all.ocsp ?? []), ...(own.ocsp ?? [])],
  at: own.at ?? all.at,
  policy: own.policy ?? all.policy,
});

const sourceOf = ({ batch }: GroundOptions): string => (typeof batch === 'string' ? batch : '-');

function required(file: string | undefined): string {
  if (file === undefined) throw new CommandError('cli.usage', 'FILE, or --batch');
  return file;
}

function endBatch(failed: number): void {
  if (failed > 0) process.exitCode = exitCodes.unreadable;
}

async function told(work: () => Promise<keyof typeof standingWords>): Promise<void> {
  process.exitCode = exitCodes[await work()];
}

/** What cannot be read or used is an answer of its own, with its own exit code. */
async function orUnreadable(lang: Lang, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    complaintLines(error, lang).forEach(warn);
    process.exitCode = exitCodes.unreadable;
  }
}
