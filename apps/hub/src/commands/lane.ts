import { userInfo } from 'node:os';
import { type StandingLane, redriveCause, redriveLane, releaseHead, releaseLane, standingLanes } from '@lienthong/store';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { v7 as newId } from 'uuid';
import { withLedger } from '../database';
import { type Place, withPlace } from '../settings';
import { type Lang, explained, localTime, print } from '../terminal';

type Options = Place & { readonly lang: Lang; readonly json?: boolean; readonly reason: string; readonly cause?: string };

const act = (reason: string) => ({ id: newId(), who: userInfo().username, reason });

/** `hub lane …`: what stands, why, and the one next action; and the acts that set it going again. */
export function laneCommands(program: Command): void {
  const lane = program.command('lane').description('lanes that stand: list, show, release, redrive');
  withPlace(lane.command('list').description('standing lanes grouped by cause'))
    .option('--lang <lang>', 'vi or en', 'vi')
    .option('--json', 'one JSON object a line')
    .action((options: Options) => withLedger(options, async (pool) => show(await standingLanes(pool), options)));
  withPlace(lane.command('show <lane>').description('one lane, with all that is known of its head'))
    .option('--lang <lang>', 'vi or en', 'vi')
    .action((name: string, options: Options) => withLedger(options, async (pool) => detail(await standingLanes(pool, name), options.lang)));
  withPlace(lane.command('redrive [lane]').description('try the head again, now; or every lane of one cause'))
    .option('--cause <code>', 'all lanes that stand for this code')
    .requiredOption('--reason <words>', 'why; kept in the audit')
    .action((name: string | undefined, options: Options) =>
      withLedger(options, async (pool) => {
        const { cause, reason } = options;
        if (name) print(`${await redriveLane(pool, name, act(reason))}`);
        else if (cause) print(`${await redriveCause(pool, cause, act(reason))}`);
        else throw new Error('name a lane, or a cause with --cause');
      }),
    );
  withPlace(
    lane
      .command('release <lane>')
      .description('let the lane go on without its head: a parked delivery ends as failed, an undecided message as refused'),
  )
    .requiredOption('--reason <words>', 'why; kept in the audit')
    .action((name: string, options: Options) =>
      withLedger(options, async (pool) => {
        const undecided = await releaseHead(pool, name, act(options.reason));
        print(`${undecided > 0 ? undecided : await releaseLane(pool, name, act(options.reason))}`);
      }),
    );
}

const words = {
  vi: { head: ['Làn', 'Chiều', 'Từ lúc', 'Đang chờ', 'Lần thử'], none: 'Không có làn nào đứng', in: 'vào', out: 'ra' },
  en: { head: ['Lane', 'Side', 'Since', 'Waiting', 'Attempts'], none: 'No lane stands', in: 'in', out: 'out' },
} as const;

function show(lanes: readonly StandingLane[], { lang, json }: Options): void {
  if (json) return lanes.forEach((lane) => print(JSON.stringify(lane)));
  if (lanes.length === 0) return print(words[lang].none);
  const causes = new Set(lanes.map((lane) => lane.code));
  for (const code of causes) {
    print(explained(code, lang));
    const table = new Table({ head: [...words[lang].head], style: { head: [], border: [] } });
    for (const lane of lanes.filter((l) => l.code === code))
      table.push([lane.lane, words[lang][lane.side], localTime(lane.since), lane.waiting, lane.attempt]);
    print(table.toString());
  }
}

function detail(lanes: readonly StandingLane[], lang: Lang): void {
  if (lanes.length === 0) return print(words[lang].none);
  for (const lane of lanes) {
    print(explained(lane.code, lang));
    print(JSON.stringify({ ...lane, since: localTime(lane.since) }, undefined, 2));
  }
}
