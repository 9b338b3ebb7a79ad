import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { measureEdxml } from './edxml/figures';
import { edxmlPage } from './edxml/page';
import { figuresOf } from './figures';
import { flames } from './profile/flames';
import { page } from './report/page';
import { type Lang, stepWords } from './report/words';
import { doorFigures, doorPage } from './report/door';
import { resyncFigures, resyncPage } from './report/resync';
import { type RunOptions, run, runDoor, runResync } from './run';
import { measureTrust } from './trust/figures';
import { trustPage } from './trust/page';

const root = resolve(__dirname, '../..');
const tell = (text: string): void => void process.stderr.write(`${text}\n`);
const print = (text: string): void => void process.stdout.write(`${text}\n`);

interface Options {
  readonly json: boolean;
  readonly quick: boolean;
  readonly growth?: number;
  readonly parties: boolean;
  readonly lang: Lang;
  readonly write?: string;
}

const program = new Command('bench')
  .description('đo tốc độ của cả trục trên máy này · how fast the whole hub is on this machine')
  .option('--json', 'figures as one object on the last line', false)
  .option('--quick', 'a tenth of the messages: shows that everything runs, not how fast', false)
  .option('--growth <messages>', 'once more with so many messages in the ledger already, e.g. 10000000', Number)
  .option('--parties', 'once more with 1,000 parties and 300 connectors', false)
  .option('--write <file>', 'writes the page of figures, e.g. docs/performance.md')
  .addOption(new Option('--lang <lang>', 'language of the terminal').choices(['vi', 'en']).default('vi'))
  .action(async (options: Options) => {
    const measured = await run(runOptions(options));
    const text = page(measured, options.quick);
    if (options.write) await writeFile(options.write, text);
    if (!options.json) print(text);
    else print(JSON.stringify(figuresOf(measured)));
  });

program
  .command('profile')
  .description('biểu đồ ngọn lửa của từng vai trò dưới tải · flame graphs of each role under load')
  .action(async () => {
    const options = runOptions(program.opts());
    for (const file of await flames(options, join(root, '.cache/bench/flames'))) print(file);
  });

program
  .command('trust')
  .description('một lần kiểm tra chữ ký tốn bao nhiêu · what verifying a signature costs, beside the JDK')
  .action(async () => {
    const { json, write } = program.opts<Options>();
    const figures = await measureTrust(tell);
    if (write) await writeFile(write, trustPage(figures));
    print(json ? JSON.stringify(figures) : trustPage(figures));
  });

program
  .command('edxml')
  .description('một văn bản điện tử đã ký tốn bao nhiêu · what a signed electronic document costs')
  .action(async () => {
    const { json, write } = program.opts<Options>();
    const figures = await measureEdxml();
    if (write) await writeFile(write, edxmlPage(figures));
    print(json ? JSON.stringify(figures) : edxmlPage(figures));
  });

program
  .command('resync')
  .description('bên nhận vắng mặt rồi trở lại với 25.000 thông điệp đang chờ · a counterpart comes back to 25,000 waiting messages')
  .action(async () => {
    const options = program.opts<Options>();
    const measured = await runResync(runOptions(options));
    const text = resyncPage(measured, options.quick);
    if (options.write) await writeFile(options.write, text);
    print(options.json ? JSON.stringify(resyncFigures(measured)) : text);
  });

program
  .command('gateway')
  .description('cổng nhận thông điệp qua HTTPS so với một máy chủ trống · the gateway beside a bare server, up to the acknowledgement')
  .action(async () => {
    const options = program.opts<Options>();
    const measured = await runDoor(runOptions(options));
    if (options.write) await writeFile(options.write, doorPage(measured, options.quick));
    print(options.json ? JSON.stringify(doorFigures(measured)) : doorPage(measured, options.quick));
  });

function runOptions({ quick, growth, parties, lang }: Options): RunOptions {
  const began = performance.now();
  const say: RunOptions['say'] = (step, detail = '') =>
    tell(`${String(Math.round((performance.now() - began) / 1_000)).padStart(4)} s  ${stepWords[step][lang]} ${detail}`);
  return { root, quick, growth, parties, say };
}

program.parseAsync().catch((error: unknown) => {
  tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
});
