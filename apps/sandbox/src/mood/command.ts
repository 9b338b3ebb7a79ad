import { Command, InvalidArgumentError } from 'commander';
import type { Spell } from './mood';

/** Tells a running stand-in how to behave, over its control port. */
export const moodCommand = (): Command =>
  new Command('mood')
    .description('good and bad days of a running stand-in')
    .argument('<control>', 'address of its control port, e.g. http://127.0.0.1:17184')
    .argument('[stand-in]', 'its name; without it all are shown')
    .argument('[mood]', 'ok, or one of those shown')
    .option('--calls <n>', 'for so many calls only', calls)
    .option('--path <path>', 'for one path (for the axis: method) only')
    .action(run);

async function run(control: string, name: string | undefined, mood = 'ok', more: Omit<Spell, 'mood'> = {}): Promise<void> {
  const answer = await (name === undefined
    ? fetch(control)
    : fetch(`${control.replace(/\/$/, '')}/${encodeURIComponent(name)}`, { method: 'PUT', body: JSON.stringify({ mood, ...more }) }));
  process.stdout.write(`${await answer.text()}\n`);
  if (!answer.ok) process.exitCode = 2;
}

function calls(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('a number from 1');
  return value;
}
