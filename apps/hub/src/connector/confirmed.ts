import { setTimeout as sleep } from 'node:timers/promises';
import { type ConnectorState, readConnectors } from '@lienthong/store';
import { CommandError } from '../complaint/command-error';
import { withLedger } from '../database';
import type { Place } from '../settings';
import { print } from '../terminal';

/** Longer than an attempt may take that the zone lets come to its end first. */
const patienceMs = 40_000;

const words = {
  vi: {
    running: 'đang chạy',
    paused: 'đã tạm dừng, không còn gì đang gửi',
    silent: 'vùng chưa trả lời; lệnh được giữ và có hiệu lực khi vùng chạy',
  },
  en: {
    running: 'runs',
    paused: 'is paused, nothing is under way',
    silent: 'the zone has not answered; the order is kept and holds when it runs',
  },
} as const;

/** Waits until the zone has done what is ordered of the connector, and tells it; throws when it cannot. */
export async function awaitZone(name: string, place: Place): Promise<void> {
  const said = words[place.lang];
  const found = await withLedger(place, async (pool) => {
    for (const end = Date.now() + patienceMs; Date.now() < end;) {
      const state = (await readConnectors(pool)).find(({ connector }) => connector === name);
      if (state?.isDone) return state;
      await sleep(200);
    }
    return undefined;
  });
  print(told(name, found, said));
}

function told(name: string, found: ConnectorState | undefined, said: (typeof words)[keyof typeof words]): string {
  if (!found) return `… ${name}: ${said.silent}`;
  if (found.state === 'refused') throw new CommandError('connector.refused', refusal(found));
  return `✓ ${name} version ${found.version}: ${found.state === 'paused' ? said.paused : said.running}`;
}

const refusal = ({ connector, version, problem }: ConnectorState): string => `${connector} version ${version}: ${problem}`;
