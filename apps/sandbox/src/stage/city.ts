import { setMaxListeners } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { passed } from '../check/compare';
import { scenarioTable } from '../view/scenarios';
import { Progress } from '../view/progress';
import { findingsOf, tableOf } from '../view/table';
import { wordsOf } from '../view/words';
import { type Addresses, addressesOf } from './addresses';
import type { Service } from './children';
import { Interrupted, type Lang, exitCodeOf, exits, sentenceOf } from './errors';
import { Hub } from './hub';
import { type Ground, makeSecrets, raiseKafka, raisePostgres, wantedPorts } from './infrastructure';
import { onInterrupt } from './interrupts';
import { live } from './living';
import { type Lock, takeLock } from './lock';
import { requireDisk, requirePorts } from './machine';
import { type DayEnd, playDay } from './once';
import { authorityMood } from '../pki/authority';
import { type Outside, raiseAuthority, raiseStandIns } from './outside';
import { readSettings } from './settings';
import { Teardown } from './teardown';

export interface CityOptions {
  readonly root: string;
  readonly config: string;
  readonly data: string;
  readonly overrides: readonly string[];
  readonly lang: Lang;
  readonly seed: number;
  readonly dossiers: number;
  readonly bad: number;
  /** Where the stand-ins are told how to behave; 0: a free port. */
  readonly controlPort: number;
  /** Core processes of the hub. */
  readonly cores: number;
  /** One day, then the figures; else an endless flow. */
  readonly once: boolean;
  readonly json: boolean;
  /** After the day: leave everything running until Ctrl-C. */
  readonly keep: boolean;
  readonly write: (text: string) => void;
  readonly complain: (text: string) => void;
}

/** `npm start`: raises the ground, the hub and the city around it, plays, and takes all down again. Resolves with the exit code. */
export async function runCity(options: CityOptions): Promise<number> {
  const { lang, write, complain } = options;
  const progress = new Progress({ lang, write, prefix: options.json ? '# ' : '', clock: () => performance.now() });
  const told = (name: string, failure?: unknown): void =>
    failure === undefined ? progress.say('stopping', name) : complain(`${name}: ${sentenceOf(failure, lang)}\n`);
  const teardown = new Teardown(told);
  const interrupt = onInterrupt(() => {
    complain(`${wordsOf('killing', lang)}\n`);
    void teardown.kill().finally(() => process.exit(exits.interrupted));
  });
  const ending = await stage(options, { progress, teardown, stop: interrupt.stop }).then(endOf, (error: unknown) => {
    if (!(error instanceof Interrupted)) complain(`${sentenceOf(error, lang)}\n`);
    return { code: exitCodeOf(error), lastLine: '' };
  });
  await teardown.stop();
  interrupt.dispose();
  if (options.json) write(ending.lastLine);
  return ending.code;
}

/** The figures stand on the last line, behind what taking down has to say. */
const endOf = (comparison: DayEnd | undefined): { readonly code: number; readonly lastLine: string } => ({
  code: comparison && !passed(comparison.figures) ? exits.failed : exits.passed,
  lastLine: comparison ? `${JSON.stringify(comparison.figures)}\n` : '',
});

interface Backstage {
  readonly progress: Progress;
  readonly teardown: Teardown;
  readonly stop: AbortSignal;
}

async function stage(options: CityOptions, backstage: Backstage): Promise<DayEnd | undefined> {
  const { progress, teardown, stop } = backstage;
  const ground: Ground = { ...options, progress, teardown };
  const lock = await claim(options, backstage);
  const addresses = await survey(options, progress);
  const authority = authorityMood();
  await progress.step('secrets', () => makeSecrets(addresses));
  await inParallel(stop, [raiseKafka(addresses, ground), raisePostgres(addresses, ground), raiseAuthority(addresses, authority, ground)]);
  const hub = new Hub(options, stop);
  await progress.step('provision', () => hub.provision());
  const outside = await raiseStandIns(addresses, { authority, controlPort: options.controlPort }, ground);
  const service = await raiseHub(hub, options.cores, lock, backstage);
  for (const { url } of addresses.gateway) progress.say('serving', url);
  progress.say('moods', outside.control);
  return untilTheHubFails(hub, service, stop, (ending) => act(options, { ...backstage, stop: ending }, hub, outside));
}

async function claim({ data }: CityOptions, { progress, teardown }: Backstage): Promise<Lock> {
  const lock = await progress.step('lock', async () => {
    await requireDisk(data);
    await mkdir(data, { recursive: true });
    return takeLock(join(data, 'stage.lock'), process.pid);
  });
  teardown.add({ name: 'lock', stop: () => lock.release() });
  return lock;
}

async function survey({ config, data, overrides }: CityOptions, progress: Progress): Promise<Addresses> {
  return progress.step('machine', async () => {
    const addresses = addressesOf(await readSettings(config, overrides), data);
    await requirePorts(wantedPorts(addresses, data));
    return addresses;
  });
}

/** All are waited for even when one fails, so that whatever was started is known to the teardown. */
async function inParallel(stop: AbortSignal, works: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(works);
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  if (stop.aborted) throw new Interrupted();
}

async function raiseHub(hub: Hub, cores: number, lock: Lock, { progress, teardown, stop }: Backstage): Promise<Service> {
  if (stop.aborted) throw new Interrupted();
  return progress.step('hub', async () => {
    const service = await hub.up(cores);
    teardown.add({ name: 'hub up', stop: () => service.stop(30_000), kill: () => service.kill() });
    await lock.hubIs(service.pid);
    await hub.ready(service);
    return service;
  });
}

/** Plays until done or told to stop; a hub that ends by itself ends the play, and that is the error. */
async function untilTheHubFails<T>(hub: Hub, service: Service, stop: AbortSignal, play: (ending: AbortSignal) => Promise<T>): Promise<T> {
  const fallen = new AbortController();
  void service.ended.then(() => fallen.abort());
  const ending = AbortSignal.any([stop, fallen.signal]);
  setMaxListeners(0, ending); // every dossier in flight listens
  const [played] = await Promise.allSettled([play(ending)]);
  if (fallen.signal.aborted) throw await hub.failed('up', await service.ended);
  if (played.status === 'rejected') throw played.reason;
  return played.value;
}

async function act(options: CityOptions, { progress, stop, teardown }: Backstage, hub: Hub, outside: Outside): Promise<DayEnd | undefined> {
  const { once, json, keep } = options;
  if (once) {
    const comparison = await playDay({ ...options, hub, outside, progress, stop });
    if (keep || !json) report(comparison, options);
    if (keep) await keepUntil(stop, progress);
    return comparison;
  }
  progress.say('living');
  if (!json) {
    const viewer = hub.watch();
    teardown.add({ name: 'watch', stop: () => viewer.stop(5_000), kill: () => viewer.kill() });
  }
  await live({ ...options, hub, outside, stop });
  return undefined;
}

async function keepUntil(stop: AbortSignal, progress: Progress): Promise<void> {
  progress.say('keeping');
  if (!stop.aborted) await new Promise<void>((resolve) => stop.addEventListener('abort', () => resolve(), { once: true }));
}

function report({ figures, findings, scenarios }: DayEnd, { json, lang, write, complain }: CityOptions): void {
  complain(findingsOf(findings, lang));
  if (!json) write(scenarioTable(scenarios, lang));
  write(json ? `${JSON.stringify(figures)}\n` : tableOf(figures, lang));
}
