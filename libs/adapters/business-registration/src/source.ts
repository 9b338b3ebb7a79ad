import { pause, type Source, type Tools, unreadableAnswer } from '@lienthong/adapter-kit';
import { Failure, isRecord } from '@lienthong/message';
import { once } from 'node:events';
import type { ChangesConfig } from './config';
import type { Outlet, Submit } from './outlet';
import { Place } from './place';
import { changeMessage, codeIn } from './raw';
import type { Registry } from './registry';
import type { Teller } from './telling';

const backoff = { firstMs: 500, longestMs: 60_000 };

export interface Intake {
  readonly party: string;
  /** Absent: nothing is polled, only answers to look-ups go out. */
  readonly changes: ChangesConfig | undefined;
  readonly registry: Registry;
  readonly teller: Teller;
  readonly outlet: Outlet;
  readonly log: Tools['log'];
}

/**
 * Polls for new registrations and changes, and lets the sink hand in its answers meanwhile. The place moves when every change of an answer
 * is durable; what comes again after a crash in between is known by its message id. `random` in [0, 1) spreads the attempts of many hubs.
 */
export function registrySource(intake: Intake, random = Math.random): Source {
  const { changes, outlet } = intake;
  return {
    async run(submit, stop) {
      outlet.open(submit);
      try {
        if (changes) await poll(changes, intake, { submit, stop, random });
        else if (!stop.aborted) await once(stop, 'abort');
      } finally {
        outlet.close();
      }
    },
  };
}

interface Run {
  readonly submit: Submit;
  readonly stop: AbortSignal;
  readonly random: () => number;
}

async function poll(config: ChangesConfig, intake: Intake, { submit, stop, random }: Run): Promise<void> {
  const place = new Place(config.placeFile);
  let [failures, limit] = [0, config.limit];
  while (!stop.aborted) {
    try {
      const took = await take(config, intake, { place, limit, submit, stop });
      [failures, limit] = [0, Math.min(config.limit, limit * 2)];
      if (!took) await pause(config.every, stop);
    } catch (cause) {
      if (stop.aborted) return;
      const { code, detail } = cause instanceof Failure ? cause : { code: 'hub.defect', detail: { reason: String(cause) } };
      intake.log.warn({ code, ...detail, failures, limit }, 'asking the register for changes failed');
      if (detail['reason'] === 'answer too large' && limit > 1) limit = Math.floor(limit / 2);
      else await pause(Math.min(backoff.longestMs, backoff.firstMs * 2 ** Math.min(failures++, 10)) * (0.5 + random() / 2), stop);
    }
  }
}

interface Take extends Omit<Run, 'random'> {
  readonly place: Place;
  readonly limit: number;
}

/** False when there was nothing new. */
async function take(config: ChangesConfig, { party, registry, teller }: Intake, { place, limit, submit, stop }: Take): Promise<boolean> {
  const after = await place.read();
  const rows = numbered(await registry.changes(after, limit, stop), after);
  const last = rows.at(-1);
  if (!last) return false;
  for (const { row } of rows) {
    const code = codeIn(row);
    if (code) teller.forget(code);
  }
  const ends = await Promise.allSettled(
    lanes(rows, ({ row }) => changeMessage(row, party, config.maxBody)).map((lane) => inOrder(lane, submit)),
  );
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  await place.move(last.number);
  return true;
}

interface Numbered {
  readonly number: number;
  readonly row: unknown;
}

/**
 * By their numbers, whatever the order in which they came, each once, and those behind our place only. What has no number of its own, or one that
 * another row has too, is handed in all the same: it is refused with evidence, not passed by in silence.
 */
function numbered(rows: readonly unknown[], after = -1): Numbered[] {
  const found = [...new Map(rows.map((row) => [JSON.stringify(row), { row, number: numberOf(row) }])).values()];
  const last = Math.max(-1, ...found.flatMap(({ number }) => number ?? []));
  if (rows.length > 0 && last < 0) throw unreadableAnswer({ reason: 'the changes have no CHANGE_ID' });
  return found
    .map(({ row, number = last }) => ({ row, number }))
    .filter(({ number }) => number > after)
    .sort((a, b) => a.number - b.number);
}

function numberOf(row: unknown): number | undefined {
  const number = isRecord(row) ? row['CHANGE_ID'] : undefined;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

type Raw = Parameters<Submit>[0];

function lanes(rows: readonly Numbered[], rawOf: (row: Numbered) => Raw): Raw[][] {
  const all = new Map<string, Raw[]>();
  for (const raw of rows.map(rawOf)) all.set(raw.subject, [...(all.get(raw.subject) ?? []), raw]);
  return [...all.values()];
}

/** One after the other: after a failure nothing of the same enterprise may overtake. */
async function inOrder(lane: readonly Raw[], submit: Submit): Promise<void> {
  for (const raw of lane) await submit(raw);
}
