import type { HubConfig } from '@lienthong/config';
import { type ConnectorState, readConnectors, readVersions } from '@lienthong/store';
import Table from 'cli-table3';
import { CommandError } from '../complaint/command-error';
import { withLedger } from '../database';
import type { Place } from '../settings';
import { type Lang, localTime, print } from '../terminal';

type Options = Place & { readonly lang: Lang; readonly json?: boolean };

const heads = {
  vi: ['Kết nối', 'Loại', 'Vùng', 'Phiên bản', 'Trạng thái', 'Tệp', 'Từ lúc', 'Người', 'Lý do'],
  en: ['Connector', 'Adapter', 'Zone', 'Version', 'State', 'File', 'Since', 'Who', 'Why'],
} as const;

const words = {
  vi: {
    running: 'đang chạy',
    paused: 'tạm dừng',
    refused: 'bị từ chối',
    removed: 'đã gỡ',
    waits: 'chờ vùng nhận',
    same: 'khớp',
    differs: 'khác',
    none: 'chưa áp dụng',
  },
  en: {
    running: 'running',
    paused: 'paused',
    refused: 'refused',
    removed: 'removed',
    waits: 'waits for the zone',
    same: 'same',
    differs: 'differs',
    none: 'not applied',
  },
} as const;

/** Every connector of the files, and what is in force of it. */
export async function listConnectors(config: HubConfig, options: Options): Promise<void> {
  const states = new Map((await withLedger(options, readConnectors)).map((state) => [state.connector, state]));
  const rows = config.connectors.map(({ name, adapter, zone }) => {
    const file = config.connectorFiles.find((one) => one.name === name);
    const state = states.get(name);
    return { name, adapter, zone, state, file: state === undefined ? 'none' : state.digest === file?.digest ? 'same' : 'differs' } as const;
  });
  if (options.json) {
    rows.forEach((row) => print(JSON.stringify(row)));
    return;
  }
  const say = words[options.lang];
  const table = new Table({ head: [...heads[options.lang]], style: { head: [], border: [] } });
  for (const { name, adapter, zone, state, file } of rows)
    table.push([
      name,
      adapter,
      zone,
      state?.version ?? '',
      stateWord(state, options.lang),
      say[file],
      state ? localTime(state.since) : '',
      state?.who ?? '',
      state?.reason ?? '',
    ]);
  print(table.toString());
  for (const { name, state } of rows) if (state?.problem) print(`✗ ${name}: ${state.problem}`);
}

function stateWord(state: ConnectorState | undefined, lang: Lang): string {
  const say = words[lang];
  if (!state) return say.none;
  return state.isDone && state.state !== '' ? say[state.state] : say.waits;
}

/** Every kept version of one connector, the newest first. */
export async function listVersions(name: string, options: Options): Promise<void> {
  const versions = await withLedger(options, (pool) => readVersions(pool, name));
  if (versions.length === 0) throw new CommandError('cli.no-connector', name);
  if (options.json) {
    versions.forEach((version) => print(JSON.stringify(version)));
    return;
  }
  for (const { version, since, who, reason, isCurrent } of versions)
    print(`${isCurrent ? '*' : ' '} ${String(version).padStart(3)}  ${localTime(since)}  ${who}  ${reason}`);
}
