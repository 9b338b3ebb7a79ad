import { type Status, readStatus } from '@lienthong/store';
import type { Command } from 'commander';
import { withLedger } from '../database';
import { frame } from '../live/frame';
import { watch } from '../live/watch';
import { type Place, withPlace } from '../settings';
import { type Lang, print } from '../terminal';
import { stopSignal } from '../up/stop-signals';

type WatchOptions = Place & { readonly lang: Lang; readonly once?: boolean };

/** `hub watch`: the live view; where there is no terminal, a plain frame every ten seconds. */
export function watchCommand(program: Command): void {
  withPlace(program.command('watch').description('live view: messages per second, lanes, refusals, newest checkpoint'))
    .option('--once', 'one frame, then end')
    .action((options: WatchOptions) => withLedger(options, async (pool) => view(() => readStatus(pool), options), 'hub_watch'));
}

async function view(read: () => Promise<Status>, { lang, once }: WatchOptions): Promise<void> {
  const terminal = process.stdout.isTTY && !once;
  const stop = new AbortController();
  void stopSignal().then(() => stop.abort());
  const show = (status: Status, before: Status | undefined): void => {
    print(`${terminal ? '\x1b[H\x1b[2J' : ''}${frame(status, before, lang)}`);
    if (once) stop.abort();
  };
  await watch({ read, show, pause: terminal ? 1_000 : 10_000, stop: stop.signal });
}
