import { join } from 'node:path';
import { readLogKey, sealedByOf, vkey, writeReceipt } from '@lienthong/evidence';
import { type ActEvidence, type MessageEvidence, publishedHeads, readActEvidence, readEvidence } from '@lienthong/store';
import type { Command } from 'commander';
import type { Pool } from 'pg';
import { CommandError } from '../complaint/command-error';
import { openSealKey, sealKeys } from '../core/seal-keys';
import { readSecret } from '../credentials';
import { withLedger } from '../database';
import { printSealedBy } from '../evidence/print-report';
import { actContent, receiptContent } from '../evidence/receipt-content';
import { type Seals, sealOver, sealsOf } from '../evidence/seals';
import { verify } from '../evidence/verify';
import { type Place, loadSettings, withPlace } from '../settings';
import { type Lang, print } from '../terminal';

type ExportOptions = Place & { readonly all?: boolean; readonly lang: Lang; readonly asice?: boolean };

/** `hub evidence …`: receipts out of the ledger, and their verification without it. */
export function evidenceCommands(program: Command): void {
  const evidence = program.command('evidence').description('receipts: show, export, verify, and whose seal is on them');
  withPlace(evidence.command('show <id>').description('leaves of one message or act of signing and where they stand in the log')).action(
    (id: string, options: Place) => withLedger(options, async (pool) => show(await leavesOf(pool, options, id))),
  );
  withPlace(
    evidence
      .command('export <what...>')
      .description('ID DIR: a receipt folder that anyone can verify offline; --all DIR: one for each message'),
  )
    .option('--all', 'every message with a leaf')
    .option('--asice', 'with the signed ASiC-E container (default for ID)')
    .option('--no-asice', 'without it (default for --all: it costs an RSA signature each)')
    .action((what: string[], options: ExportOptions) => exportReceipts(what, options));
  withPlace(evidence.command('keys').description('what this hub seals with, for publishing: readers give it to verify')).action(showKeys);
  evidence
    .command('verify <dir>')
    .description('verify a receipt, or a folder of receipts; needs no running hub')
    .requiredOption('--trust <pem>', 'root certificates that you trust')
    .option(
      '--signer <pem>',
      "the hub's certificate (file or SHA-256) as the agency publishes it, never the receipt's; may be repeated",
      also,
      [],
    )
    .option('--log <vkey>', "the log's verifier key (file or text) as the agency publishes it")
    .option('--json', 'last line is one JSON object')
    .action(verify);
}

const also = (value: string, before: readonly string[]): string[] => [...before, value];

type Leaves = readonly Pick<MessageEvidence['leaves'][number], 'index' | 'kind' | 'text'>[];

/** Of a message, or of an act of signing: both have UUIDs. */
async function leavesOf(pool: Pool, place: Place, id: string): Promise<Leaves> {
  const size = (await publishedHeads(pool, loadSettings(place).log.origin)).at(-1)?.size ?? 0;
  const [message] = await readEvidence(pool, size, { message: id });
  const act = message ? undefined : await readActEvidence(pool, size, id);
  const leaves = message?.leaves ?? (act && [act.leaf]);
  if (!leaves) throw new CommandError('cli.no-evidence', id);
  return leaves;
}

function show(leaves: Leaves): void {
  for (const { index, kind, text } of leaves) print(`#${index} ${kind}\n${text.toString()}`);
}

async function showKeys(options: Place & { readonly lang: Lang }): Promise<void> {
  const { sealKey, vkey: log } = await sealKeys(loadSettings(options));
  await sealKey.close();
  const [certificate] = sealKey.certificateChain;
  if (!certificate) throw new CommandError('authority.signer-mismatch', 'log.sealKey');
  printSealedBy(sealedByOf(certificate, log), options.lang);
}

async function exportReceipts(what: readonly string[], options: ExportOptions): Promise<void> {
  const [dir, id] = [...what].reverse();
  if (dir === undefined || what.length !== (options.all ? 1 : 2))
    throw new CommandError('cli.usage', 'evidence export: ID DIR | --all DIR');
  const config = loadSettings(options);
  const container = (options.asice ?? !options.all) ? { key: await openSealKey(config), at: new Date() } : undefined;
  const key = vkey(config.log.origin, readLogKey(readSecret(config.log.keyFile)));
  const exported = await withLedger(options, async (pool) => {
    const seals = await sealsOf({ pool, log: config.log, vkey: key });
    if (!seals) throw new CommandError('cli.no-evidence', config.log.origin);
    let count = 0;
    for await (const evidence of receipts(pool, seals.newest.head.size, id)) {
      const folder = options.all ? join(dir, evidence.message) : dir;
      await writeReceipt(folder, await receiptContent(evidence, sealOver(evidence, seals)), container);
      count++;
    }
    return count > 0 || id === undefined ? count : exportAct(pool, seals, id, { dir, container });
  }).finally(() => container?.key.close());
  if (exported === 0) throw new CommandError('cli.no-evidence', id ?? '--all');
  print(`${exported} → ${dir}`);
}

/** The receipt of an act of signing; gives how many there are. */
async function exportAct(pool: Pool, seals: Seals, id: string, { dir, container }: { dir: string; container: Container }): Promise<number> {
  const act: ActEvidence | undefined = await readActEvidence(pool, seals.newest.head.size, id);
  if (!act) return 0;
  await writeReceipt(dir, await actContent(act, sealOver({ leaves: [act.leaf] }, seals)), container);
  return 1;
}

type Container = Parameters<typeof writeReceipt>[2];

async function* receipts(pool: Pool, size: number, id: string | undefined): AsyncGenerator<MessageEvidence> {
  if (id) return yield* await readEvidence(pool, size, { message: id });
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const page = await readEvidence(pool, size, { after, limit: 500 });
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.message;
  }
}
