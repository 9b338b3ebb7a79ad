import { type InboxLine, listInbox } from '@lienthong/store';
import type { Command } from 'commander';
import { withLedger } from '../database';
import { type Place, withPlace } from '../settings';
import { localTime, print } from '../terminal';

type Options = Place & { readonly json?: boolean; readonly days: string };

const most = 1_000;

/** `hub inbox list`: what a party rejected, and what nobody has fetched yet. */
export function inboxCommands(program: Command): void {
  withPlace(
    program
      .command('inbox')
      .description('inboxes of parties')
      .command('list')
      .description('rejected deliveries first, then those that lie there'),
  )
    .option('--days <n>', 'rejections of so many days', '7')
    .option('--json', 'one JSON object a line')
    .action((options: Options) =>
      withLedger(options, async (pool) => {
        for (const line of await listInbox(pool, Number(options.days) || 7, most)) print(options.json ? JSON.stringify(line) : shown(line));
      }),
    );
}

const shown = ({ party, place, message, storedAt, answer, reason }: InboxLine): string =>
  [localTime(storedAt), party.padEnd(14), String(place).padStart(6), message, answer === null ? '…' : `✗ ${reason}`].join('  ');
