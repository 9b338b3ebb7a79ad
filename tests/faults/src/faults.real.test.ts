import { type ChildProcess, execFile } from 'node:child_process';
import { join } from 'node:path';

interface Ran {
  readonly code: number | null;
  readonly printed: string;
  readonly result: unknown;
}

let running: ChildProcess | undefined;
afterEach(() => void running?.kill('SIGINT'));

/** The bench as a person starts it, after the build. */
const bench = (...options: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const program = join(__dirname, '..', 'dist', 'main.js');
    const child = execFile(process.execPath, [program, '--json', '--lang', 'en', ...options], (_, printed) => {
      const last = printed.trimEnd().split('\n').at(-1) ?? '';
      running = undefined;
      resolve({ code: child.exitCode, printed, result: last.startsWith('{') ? JSON.parse(last) : undefined });
    });
    running = child;
  });

const clean = { lost: 0, phantom: 0, doubled: 0, reordered: 0, stuck: 0, unverifiable: 0 };

/** One in each of the steps that write, a server each, and a counterpart that does the work and cannot say so. */
const few = ['crash-7-record-before-commit', 'crash-8-seal-after-newest', 'crash-after-9-send', 'kill-kafka', 'kill-postgres', 'sink-cut'];

it('nothing is lost, doubled, out of order or stuck over a few faults', async () => {
  const { code, printed, result } = await bench('--short', '--together', '--sabotage', 'none', '--only', few.join());
  expect(code === 0 ? '' : printed).toBe('');
  expect(result).toEqual({ submitted: expect.any(Number) as unknown, ...clean, faults: few.length, sabotageCaught: 0, sabotageMissed: 0 });
  expect((result as { readonly submitted: number }).submitted).toBeGreaterThan(100);
}, 300_000);

it('sees a promise that was taken out on purpose', async () => {
  const { code, printed, result } = await bench('--short', '--only', 'unsalted-leaf');
  expect(code === 0 ? '' : printed).toBe('');
  expect(result).toMatchObject({ faults: 0, sabotageCaught: 1, sabotageMissed: 0 });
}, 100_000);

it('refuses a name that nothing has', async () => {
  expect(await bench('--only', 'no-such-fault')).toMatchObject({ code: 2, result: undefined });
});
