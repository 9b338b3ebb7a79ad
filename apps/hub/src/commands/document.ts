import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { CommandError } from '../complaint/command-error';
import { complaintLines } from '../complaint/complain';
import { complaintOf } from '../complaint/complaint';
import { printReport } from '../document/print-report';
import { readDocument } from '../document/read-document';
import type { DocumentReport } from '../document/report';
import { lineJson, reportJson } from '../document/report-json';
import { type Lang, print, warn } from '../terminal';
import { runBatch } from '../verify/batch';
import { type GroundFiles, Inputs } from '../verify/inputs';
import { Revocation } from '../verify/revocation';

/** What the shell learns: of several files the worst. */
const exitCodes = { accept: 0, reject: 1, unreadable: 3 } as const;

interface ReadOptions extends GroundFiles {
  readonly json?: boolean;
  readonly batch?: string | boolean;
  readonly allow: readonly string[];
  readonly offline: boolean;
  readonly lang: Lang;
}

/** `hub document`: no running hub is needed. */
export function documentCommands(program: Command): void {
  const document = program.command('document').description('electronic documents (edXML) and dossiers as files');
  document
    .command('read [files...]')
    .description('what a document says, who signed it, whether it may be taken')
    .option('--trust <pem...>', 'trusted roots; without any it is not judged who signed', [])
    .option('--certificates <file...>', 'certificates that may be missing in the signatures', [])
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
    .option('--json', 'the whole report as one JSON object a file')
    .option('--batch [file]', 'JSON lines {id, file, trust?} from a file or standard input, one answer a line')
    .action(read);
}

const batchLine = z.object({
  id: z.union([z.string(), z.number()]),
  file: z.string(),
  trust: z.array(z.string()).nullish(),
  certificates: z.array(z.string()).nullish(),
  crl: z.array(z.string()).nullish(),
  ocsp: z.array(z.string()).nullish(),
  at: z.string().nullish(),
  policy: z.string().nullish(),
});

type BatchLine = z.infer<typeof batchLine>;

async function read(files: readonly string[], options: ReadOptions): Promise<void> {
  const clock = (): Date => new Date();
  const revocation = new Revocation(options.offline ? [] : options.allow, clock);
  const inputs = new Inputs(clock, revocation);
  try {
    if (options.batch !== undefined) await readBatch(files, options, inputs);
    else await readFiles(files, options, inputs);
  } finally {
    await revocation.close();
  }
}

async function readFiles(files: readonly string[], options: ReadOptions, inputs: Inputs): Promise<void> {
  if (files.length === 0) throw new CommandError('cli.usage', 'FILE, or --batch');
  const ground = await inputs.ground(options);
  let worst = 0;
  for (const file of files) {
    const code = await told(options.lang, async () => {
      const report = await readDocument(await readFile(file), ground, inputs);
      if (options.json) print(JSON.stringify({ file, ...reportJson(report, true) }));
      else printReport(file, report, options.lang);
      return exitCodeOf(report);
    });
    worst = Math.max(worst, code);
  }
  process.exitCode = worst;
}

const exitCodeOf = ({ outcome, isUnreadable }: DocumentReport): number => (isUnreadable ? exitCodes.unreadable : exitCodes[outcome]);

async function told(lang: Lang, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    complaintLines(error, lang).forEach(warn);
    return exitCodes.unreadable;
  }
}

async function readBatch(files: readonly string[], options: ReadOptions, inputs: Inputs): Promise<void> {
  const [file] = files;
  if (file !== undefined) throw new CommandError('cli.usage', `${file} --batch`);
  const source = typeof options.batch === 'string' ? options.batch : '-';
  const failed = await runBatch(source, batchLine, (line) => answer(line, options, inputs));
  if (failed > 0) process.exitCode = exitCodes.unreadable;
}

/** A file that cannot be read is rejected like any other, under its id, and told as an error. */
async function answer({ id, file, ...own }: BatchLine, options: ReadOptions, inputs: Inputs): Promise<object> {
  try {
    const ground = await inputs.ground(together(options, own));
    return lineJson(id, await readDocument(await readFile(file), ground, inputs));
  } catch (error) {
    const { code, where } = complaintOf(error, 'en');
    const nothing = { fields: null, headerCovered: false, signatures: [], attachmentSignatures: [] };
    return { id, outcome: 'reject', reason: code, ...nothing, error: { code, message: where } };
  }
}

/** What the command names counts for every line. */
const together = (all: GroundFiles, own: Omit<BatchLine, 'id' | 'file'>): GroundFiles => ({
  trust: [...all.trust, ...(own.trust ?? [])],
  certificates: [...(all.certificates ?? []), ...(own.certificates ?? [])],
  crl: [...(all.crl ?? []), ...(own.crl ?? [])],
  ocsp: [...(all.ocsp ?? []), ...(own.ocsp ?? [])],
  at: own.at ?? all.at,
  policy: own.policy ?? all.policy,
});
