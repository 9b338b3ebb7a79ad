import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HubConfig } from '@lienthong/config';
import {
  TileDirectory,
  isReceipt,
  keepingRecent,
  readLogKey,
  verifyReceipt,
  verifyTree,
  vkey,
  writeReceipt,
  type Report,
} from '@lienthong/evidence';
import { type MessageEvidence, publishedHeads, readEvidence, readValidationData } from '@lienthong/store';
import type { Command } from 'commander';
import type { Pool } from 'pg';
import { readSealKey } from '../core/seal-keys';
import { readSecret } from '../credentials';
import { withLedger } from '../database';
import { type Sealed, receiptContent, signedHead } from '../evidence/receipt-content';
import { type Place, loadSettings, withPlace } from '../settings';
import { type Lang, print } from '../terminal';

type ExportOptions = Place & { readonly all?: boolean; readonly lang: Lang; readonly asice?: boolean };
type VerifyOptions = { readonly trust: string; readonly json?: boolean; readonly lang: Lang };

/** `hub evidence …`: receipts out of the ledger, and their verification without it. */
export function evidenceCommands(program: Command): void {
  const evidence = program.command('evidence').description('receipts: show, export, verify');
  withPlace(evidence.command('show <id>').description('leaves of one message and where they stand in the log')).action(
    (id: string, options: Place) => withLedger(options, async (pool) => show(await one(pool, options, id))),
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
  evidence
    .command('verify <dir>')
    .description('verify a receipt, or a folder of receipts; needs no running hub')
    .requiredOption('--trust <pem>', 'root certificates that you trust')
    .option('--json', 'last line is one JSON object')
    .option('--lang <lang>', 'vi or en', 'vi')
    .action(verify);
}

class NoEvidence extends Error {
  override readonly name = 'NoEvidence';
}

async function one(pool: Pool, place: Place, message: string): Promise<MessageEvidence> {
  const newest = (await publishedHeads(pool, loadSettings(place).log.origin)).at(-1);
  const [found] = newest ? await readEvidence(pool, newest.size, { message }) : [];
  if (!found) throw new NoEvidence(`no sealed leaf of message ${message}: unknown, unverified, or sealed in a moment`);
  return found;
}

function show(evidence: MessageEvidence): void {
  for (const { index, kind, text } of evidence.leaves) print(`#${index} ${kind}\n${text.toString()}`);
}

async function exportReceipts(what: readonly string[], options: ExportOptions): Promise<void> {
  const [dir, id] = [...what].reverse();
  if (dir === undefined || what.length !== (options.all ? 1 : 2)) throw new NoEvidence('say ID DIR for one message, or --all DIR');
  const config = loadSettings(options);
  const container = (options.asice ?? !options.all) ? { key: await readSealKey(config), at: new Date() } : undefined;
  const exported = await withLedger(options, async (pool) => {
    const seals = await readSeals(pool, config);
    let count = 0;
    for await (const evidence of receipts(pool, seals.newest.head.size, id)) {
      const folder = options.all ? join(dir, evidence.message) : dir;
      await writeReceipt(folder, await receiptContent(evidence, sealOver(evidence, seals)), container);
      count++;
    }
    return count;
  });
  if (exported === 0) throw new NoEvidence(`no sealed leaf of message ${id}`);
  print(`${exported} → ${dir}`);
}

interface Seals {
  readonly newest: Sealed;
  /** The newest one with a time-stamp. */
  readonly stamped?: Sealed;
}

/** What all receipts of one export have in common. */
async function readSeals(pool: Pool, { log }: HubConfig): Promise<Seals> {
  const heads = await publishedHeads(pool, log.origin);
  const tiles = new TileDirectory(log.tilesDir);
  const key = vkey(log.origin, readLogKey(readSecret(log.keyFile)));
  const common = {
    readValidation: keepingRecent((digest) => readValidationData(pool, digest)),
    readTile: keepingRecent((path) => tiles.read(path)),
  };
  const sealed = heads.map((head): Sealed => ({ ...common, head: signedHead(head, key), sealValidation: head.validation }));
  const newest = sealed.at(-1);
  if (!newest) throw new NoEvidence('nothing is sealed yet');
  return { newest, stamped: sealed.find(({ sealValidation }) => sealValidation.length > 0) };
}

/** A time-stamped seal proves more; the newest one proves what came since. */
const sealOver = ({ leaves }: MessageEvidence, { newest, stamped }: Seals): Sealed =>
  stamped && leaves.every(({ index }) => index < stamped.head.size) ? stamped : newest;

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

async function verify(dir: string, { trust, json, lang }: VerifyOptions): Promise<void> {
  const pem = await readFile(trust, 'utf8');
  if (isReceipt(dir)) {
    const report = verifyReceipt(dir, pem);
    if (json) print(JSON.stringify(report));
    else printReport(report, lang);
    if (report.verdict === 'invalid') process.exitCode = 1;
    return;
  }
  const { receipts: count, valid, failures } = verifyTree(dir, pem);
  for (const { folder, report } of failures) {
    print(folder);
    printReport(report, lang);
  }
  print(JSON.stringify({ receipts: count, valid, invalid: failures.length }));
  if (failures.length > 0) process.exitCode = 1;
}

const marks = { ok: '✓', failed: '✗', absent: '·' } as const;

function printReport({ verdict, checks }: Report, lang: Lang): void {
  for (const check of checks)
    print(`${marks[check.status]} ${check.file.padEnd(28)} ${check[lang]}${check.detail ? ` (${check.detail})` : ''}`);
  print({ valid: { vi: 'HỢP LỆ', en: 'VALID' }, invalid: { vi: 'KHÔNG HỢP LỆ', en: 'INVALID' } }[verdict][lang]);
}
