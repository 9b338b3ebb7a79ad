import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { fuzz } from './bench';
import type { Finding } from './model';
import { makeTargets } from './targets';

const targets = join(__dirname, 'targets.js');
const kept = resolve(__dirname, '../../../.cache/fuzz');

interface Flags {
  readonly minutes: number;
  readonly seed: number;
  readonly only: readonly string[];
  readonly repeat?: string;
  readonly json: boolean;
  readonly lang: 'vi' | 'en';
}

void new Command('fuzz')
  .description('every reader of foreign bytes against spoilt files; exit codes: 0 nothing found, 1 something was, 2 wrong usage')
  .option('--minutes <n>', 'for so long', number, 5)
  .option('--seed <n>', 'of all that is drawn', number, 20261123)
  .option(
    '--only <names>',
    'these readers, with commas: xml, cms, jws, pdf, asic, ocsp, certificate, crl, content',
    (text) => text.split(','),
    [],
  )
  .option('--repeat <file>', 'reads one file that was kept, <reader>-<digest>')
  .option('--json', 'last line of stdout: one JSON object', false)
  .addOption(new Option('--lang <lang>', 'language of the terminal').choices(['vi', 'en']).default('vi'))
  .action(async (flags: Flags) => {
    const dir = await mkdtemp(join(tmpdir(), 'lienthong-fuzz-'));
    try {
      await (flags.repeat ? again(flags.repeat, dir) : run(flags, dir));
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  })
  .parseAsync();

async function run({ minutes, seed, only, json, lang }: Flags, dir: string): Promise<void> {
  const began = performance.now();
  const words = { vi: ['tệp hỏng đã đọc', 'lỗi tìm thấy'], en: ['spoilt files read', 'findings'] }[lang];
  const say = (files: number, findings: number): void => {
    if (process.stderr.isTTY)
      process.stderr.write(`\r${Math.round((performance.now() - began) / 1_000)} s  ${files} ${words[0]}, ${findings} ${words[1]} `);
  };
  const { files, findings } = await fuzz({ targets, only, seed, dir }, minutes * 60_000, say);
  process.stderr.write(`\n${files} ${words[0]}, ${findings.length} ${words[1]}\n`);
  for (const finding of findings) await keep(finding);
  if (json) process.stdout.write(`${JSON.stringify({ files, seed, crashes: of('crash'), hangs: of('hang'), memory: of('memory') })}\n`);
  process.exitCode = findings.length > 0 ? 1 : 0;

  function of(fault: Finding['fault']): number {
    return findings.filter((finding) => finding.fault === fault).length;
  }
}

async function keep({ fault, target, detail, input }: Finding): Promise<void> {
  await mkdir(kept, { recursive: true });
  const file = join(kept, `${target}-${createHash('sha256').update(input).digest('hex').slice(0, 16)}`);
  await writeFile(file, input);
  process.stderr.write(`${fault} ${target}: ${detail}\n  npm run fuzz -- --repeat ${file}\n`);
}

async function again(file: string, dir: string): Promise<void> {
  const name = file.split('/').at(-1)?.split('-')[0];
  const target = (await makeTargets(dir)).find((one) => one.name === name);
  if (!target) throw new Error(`${file}: its name does not begin with that of a reader`);
  const began = performance.now();
  await target.read(await readFile(file));
  process.stderr.write(`${Math.round(performance.now() - began)} ms\n`);
}

function number(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('a number from 0');
  return value;
}
