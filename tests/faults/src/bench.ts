import { setMaxListeners } from 'node:events';
import type { Campaign } from './campaign';
import { atRandom, foundOut, heldInnocent, oneByOne, together } from './courses';
import { allFaults } from './faults/all';
import type { Fault, Lang } from './model';
import { Printer } from './report/printer';
import { words } from './report/words';
import { sabotages } from './sabotages';
import type { Provocation } from './sabotages/sabotage';
import { Score } from './score';
import { killServers } from './town/server';
import { Towns } from './towns';
import { buildOf } from './variants/variant';

export interface Flags {
  readonly minutes?: number;
  readonly seed: number;
  readonly only: readonly string[];
  readonly together: boolean;
  readonly sabotage: string;
  readonly control: boolean;
  readonly short: boolean;
  readonly list: boolean;
  readonly json: boolean;
  readonly lang: Lang;
}

export interface Outputs {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const exits = { passed: 0, failed: 1, usage: 2, interrupted: 130 } as const;

interface Chosen {
  readonly faults: readonly Fault[];
  readonly sabotages: readonly Provocation[];
}

/** Resolves with the exit code. */
export async function runBench(flags: Flags, { out, err }: Outputs): Promise<number> {
  const { lang, json, seed, short, minutes } = flags;
  if (flags.list) return list(lang, out);
  const chosen = choose(flags);
  if (typeof chosen === 'string') {
    err(`${words.unknown[lang]}: ${chosen}\n`);
    return exits.usage;
  }
  const printer = new Printer({ lang, json, write: out, clock: () => performance.now() });
  const score = new Score();
  const towns = new Towns({ build: buildOf, say: (what) => printer.say(what), kept: (dir) => printer.fact(words.kept, dir) });
  const stop = untilInterrupted();
  const campaign: Campaign = { seed, length: short ? 'short' : 'full', stop, say: (what) => printer.say(what), towns, printer, score };
  if (minutes !== undefined) await atRandom(chosen.faults, minutes, campaign);
  else await (flags.together ? together : oneByOne)(chosen.faults, campaign);
  if (minutes === undefined) await (flags.control ? heldInnocent : foundOut)(chosen.sabotages, campaign);
  await towns.end();
  if (stop.aborted) {
    printer.say(words.stopped);
    return exits.interrupted;
  }
  summary(score, printer, json);
  return score.passed ? exits.passed : exits.failed;
}

/** A name that nothing has, or what was chosen. */
function choose({ only, sabotage, control }: Flags): Chosen | string {
  const unknown = only.find((name) => ![...allFaults, ...sabotages].some((one) => one.name === name));
  if (unknown !== undefined) return unknown;
  if (!['all', 'none'].includes(sabotage) && !sabotages.some(({ name }) => name === sabotage)) return sabotage;
  const named = <T extends { readonly name: string }>(all: readonly T[]): T[] =>
    only.length === 0 ? [...all] : only.flatMap((name) => all.find((one) => one.name === name) ?? []);
  if (sabotage === 'all') return { faults: control ? [] : named(allFaults), sabotages: named(sabotages) };
  const one = sabotages.filter(({ name }) => name === sabotage);
  return { faults: !control && (sabotage === 'none' || only.length > 0) ? named(allFaults) : [], sabotages: one };
}

function list(lang: Lang, out: Outputs['out']): number {
  const widest = Math.max(...[...allFaults, ...sabotages].map(({ name }) => name.length));
  for (const { name, title } of allFaults) out(`${name.padEnd(widest)}  ${title[lang]}\n`);
  for (const { name, title } of sabotages) out(`${name.padEnd(widest)}  ${words.sabotage[lang]}: ${title[lang]}\n`);
  return exits.passed;
}

function summary(score: Score, printer: Printer, json: boolean): void {
  const { result } = score;
  printer.fact(words.faults, String(result.faults));
  printer.fact(words.sabotages, `${result.sabotageCaught} / ${result.sabotageCaught + result.sabotageMissed}`);
  if (json) printer.result(result);
}

/** The first Ctrl-C ends the run in order, the second one at once. */
function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  let first = -Infinity;
  const heard = (): void => {
    if (!controller.signal.aborted) first = performance.now();
    controller.abort();
    // one Ctrl-C may come twice: from the terminal, and handed on by who started us
    if (performance.now() - first > 1_000) void killServers().finally(() => process.exit(exits.interrupted));
  };
  process.on('SIGINT', heard);
  process.on('SIGTERM', heard);
  return controller.signal;
}
