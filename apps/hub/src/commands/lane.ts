import { topicName } from '@lienthong/kafka';
import { type StandingLane, redriveCause, redriveHead, redriveLane, releaseHead, releaseLane, standingLanes } from '@lienthong/store';
import Table from 'cli-table3';
import type { Command } from 'commander';
import type { Pool } from 'pg';
import { acting } from '../acting';
import { CommandError } from '../complaint/command-error';
import { withLedger } from '../database';
import { type Place, withPlace } from '../settings';
import { gatewayZone } from '../zones';
import { type Lang, explained, localTime, print } from '../terminal';
import { type Sides, sideOf } from './lane-side';

type Options = Place & { readonly lang: Lang; readonly json?: boolean };
type ActOptions = Place & Sides & { readonly reason: string; readonly cause?: string };

const acts = {
  redrive: { in: redriveHead, out: redriveLane },
  release: { in: releaseHead, out: releaseLane },
} as const;

/** `hub lane …`: what stands, why, and the one next action; and the acts that set it going again. */
export function laneCommands(program: Command): void {
  const lane = program.command('lane').description('lanes that stand: list, show, release, redrive');
  withPlace(lane.command('list').description('standing lanes grouped by cause'))
    .option('--json', 'one JSON object a line')
    .action((options: Options) => withLedger(options, async (pool) => show(await standingLanes(pool), options)));
  withPlace(lane.command('show <lane>').description('one lane, with all that is known of its head')).action(
    (name: string, options: Options) => withLedger(options, async (pool) => detail(await standingLanes(pool, name), options.lang)),
  );
  withAct(lane.command('redrive [lane]').description('try the head again, now; or every lane of one cause'))
    .option('--cause <code>', 'all lanes that stand for this code')
    .action((name: string | undefined, options: ActOptions) =>
      withLedger(options, async (pool) => print(`${await redrive(pool, name, options)}`)),
    );
  withAct(
    lane
      .command('release <lane>')
      .description('let the lane go on without its head: a parked delivery ends as failed, an undecided message as refused'),
  ).action((name: string, options: ActOptions) =>
    withLedger(options, async (pool) => print(`${await onSide('release', pool, name, options)}`)),
  );
}

const withAct = (command: Command): Command =>
  withPlace(command)
    .requiredOption('--reason <words>', 'why; kept in the audit')
    .option('--in', 'the in-lane: messages that wait to be decided')
    .option('--out', 'the out-lane: deliveries');

async function redrive(pool: Pool, name: string | undefined, options: ActOptions): Promise<number> {
  if (name) return onSide('redrive', pool, name, options);
  if (options.cause) return redriveCause(pool, options.cause, acting(options.reason));
  throw new CommandError('cli.usage', { vi: 'Ghi tên làn, hoặc nguyên nhân bằng --cause', en: 'Name a lane, or a cause with --cause' });
}

async function onSide(act: keyof typeof acts, pool: Pool, name: string, options: ActOptions): Promise<number> {
  const side = sideOf(name, await standingLanes(pool, name), options);
  if (act === 'release' && name.startsWith(`${topicName.results(gatewayZone)}|`)) throw new CommandError('cli.usage', kept);
  return acts[act][side](pool, name, acting(options.reason));
}

const kept = {
  vi: 'Lần ký số không được bỏ, vì chữ ký đã được giao: chỉ dùng redrive',
  en: 'An act of signing is not given up, since its signature was handed out: redrive it',
} as const;

const words = {
  vi: { head: ['Làn', 'Chiều', 'Từ lúc', 'Đang chờ', 'Lần thử'], none: 'Không có làn nào đứng', in: 'vào (--in)', out: 'ra (--out)' },
  en: { head: ['Lane', 'Side', 'Since', 'Waiting', 'Attempts'], none: 'No lane stands', in: 'in (--in)', out: 'out (--out)' },
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
