import { unreadableAnswer, type Tools } from '@lienthong/adapter-kit';
import { later, refuse } from '@lienthong/message';
import { type Agencies, AgenciesFile } from './agencies-file';
import type { CallAxis } from './call';
import type { DocumentAxisConfig } from './config';
import { untilNext } from './nightly';
import { rowsOf } from './rows';

/**
 * The agencies of the axis, fetched beside the deliveries: more than a hundred thousand lines take their time. It tells whom the axis knows and
 * changes no route: an agency that is new there gets what the configuration sends to it, and nothing else.
 */
export interface Directory {
  /** Fetches the list now, and each night until `close`; once, however often it is called. */
  start(): void;
  /** Throws `Failure`: permanent for a receiver that a fresh list does not name, transient while one is fetched because of it. */
  admit(to: readonly string[]): Promise<void>;
  close(): void;
}

type DirectoryConfig = NonNullable<DocumentAxisConfig['directory']>;

/** Codes of a change that are told one by one. */
const mostTold = 50;

export function agencyDirectory(
  { nightly, again, file }: DirectoryConfig,
  call: CallAxis,
  { log, now }: Pick<Tools, 'log' | 'now'>,
): Directory {
  const closing = new AbortController();
  const kept = file === undefined ? undefined : new AgenciesFile(file);
  const timers = new Map<'night' | 'again', NodeJS.Timeout>();
  let [known, loading]: [Agencies | undefined, Promise<void> | undefined] = [undefined, undefined];
  let [hasStarted, triedAt] = [false, -Infinity];

  const after = (name: 'night' | 'again', ms: number, work: () => void): void => {
    clearTimeout(timers.get(name));
    if (!closing.signal.aborted) timers.set(name, setTimeout(work, ms).unref());
  };
  const load = async (): Promise<void> => {
    const codes = await codesAt(call, closing.signal);
    const before = known;
    known = { codes, at: now() };
    clearTimeout(timers.get('again'));
    await kept?.keep(known).catch((cause: unknown) => log.warn({ reason: String(cause) }, 'the directory of the axis cannot be kept'));
    tell(log, codes, before);
  };
  const refresh = (): void => {
    if (loading) return;
    triedAt = now().getTime();
    loading = load()
      .catch((cause: unknown) => {
        if (closing.signal.aborted) return;
        log.warn({ reason: String(cause) }, 'the directory of the axis cannot be had');
        after('again', again, refresh);
      })
      .finally(() => (loading = undefined));
  };
  const eachNight = (): void =>
    after('night', untilNext(nightly, now()), () => {
      refresh();
      eachNight();
    });
  const remembered = async (): Promise<void> => {
    try {
      known ??= await kept?.read();
    } catch (cause) {
      log.warn({ reason: String(cause) }, 'the kept directory of the axis cannot be read');
    }
  };
  const start = (): void => {
    if (hasStarted) return;
    hasStarted = true;
    eachNight();
    void remembered().then(refresh);
  };

  return {
    start,
    async admit(to) {
      start();
      const stranger = known && to.find((code) => !known?.codes.has(code));
      if (!known || stranger === undefined) return;
      if (now().getTime() - known.at.getTime() < again)
        throw refuse('delivery.refused', { reason: 'not in the directory of the axis', receiver: stranger });
      if (now().getTime() - triedAt >= again) refresh();
      // as long as no newer list can be had, the axis itself decides
      if (loading) throw later('delivery.failed', { reason: 'asking for a newer directory', receiver: stranger });
    },
    close() {
      closing.abort();
      for (const timer of timers.values()) clearTimeout(timer);
    },
  };
}

/** An empty list is nobody's: with it every receiver would be a stranger. */
async function codesAt(call: CallAxis, stop: AbortSignal): Promise<Set<string>> {
  const codes = new Set(rowsOf(await call({ method: 'getAgenciesList', stop })).flatMap(({ code }) => code ?? []));
  if (codes.size === 0) throw unreadableAnswer({ method: 'getAgenciesList', reason: 'no agency in data' });
  return codes;
}

/** Agencies that are gone get nothing any more: somebody should look whether that is meant. */
function tell(log: Tools['log'], codes: ReadonlySet<string>, before: Agencies | undefined): void {
  const change = before && changeOf(before.codes, codes);
  log[change && change.gone > 0 ? 'warn' : 'info']({ agencies: codes.size, ...change }, 'directory of the axis');
}

/** How many are new or gone, and which: codes of organisations are nobody's personal data. */
function changeOf(before: ReadonlySet<string>, codes: ReadonlySet<string>) {
  const [added, gone] = [missingIn(before, codes), missingIn(codes, before)];
  return {
    ...{ new: added.length, gone: gone.length },
    ...(added.length > 0 && { newCodes: added.slice(0, mostTold) }),
    ...(gone.length > 0 && { goneCodes: gone.slice(0, mostTold) }),
  };
}

const missingIn = (list: ReadonlySet<string>, codes: ReadonlySet<string>): string[] => [...codes].filter((code) => !list.has(code));
