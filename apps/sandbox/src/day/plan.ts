import { type Invented, inventDossier } from './dossier';
import { parties, statusChanged, submitted } from './event';
import { type FaultKind, channelsOf, faultKinds, spoiled } from './faults';
import { goodMessage, stepOf, submission, work } from './good';
import type { CityDay, DossierPlan, PlanOptions, Planned, PlannedSigned, SigningChannel } from './model';
import { creation, ofNationalPortal } from './national';
import { type Random, randomOf } from './random';
import { plus } from './time';

/** One day of the city. Pure: the same options give the same bytes. */
export function plan(options: PlanOptions): CityDay {
  const hosts = Array.from({ length: options.dossiers }, (_, index) => hostOf(options, index));
  const random = randomOf(options.seed, 'faults');
  const kinds = kindsOf(random, options.bad);
  const spoilt = hosts.filter(({ invented }) => !invented.isNational);
  for (const [index, kind] of kinds.entries()) mixIn(options, spoilt, index, kind);
  return { seed: options.seed, dossiers: hosts.map(({ invented, pushes, changes }) => ({ dossier: invented.dossier, pushes, changes })) };
}

interface Host extends Omit<DossierPlan, 'dossier'> {
  readonly invented: Invented;
  readonly pushes: Planned[];
  readonly changes: Planned[];
}

function hostOf({ seed, now, first, nationalEvery }: PlanOptions, index: number): Host {
  const random = randomOf(seed, `dossier-${index}`);
  const invented = inventDossier(random, first + index, now);
  if (nationalEvery !== undefined && index % nationalEvery === nationalEvery - 1) {
    const national = ofNationalPortal(invented);
    return { invented: national, pushes: [creation(national)], changes: work(random, national, now, parties.nationalPortal) };
  }
  return { invented, pushes: [submission(random, invented, now)], changes: work(random, invented, now) };
}

/** Every kind as often as every other, give or take one. */
function kindsOf(random: Random, count: number): FaultKind[] {
  const rounds = Math.ceil(count / faultKinds.length);
  return Array.from({ length: rounds }, () => random.shuffle(faultKinds))
    .flat()
    .slice(0, count);
}

/** Puts one bad message among the good ones of a random dossier, about that dossier or about one that does not exist. */
function mixIn(options: PlanOptions, hosts: readonly Host[], index: number, kind: FaultKind): void {
  const random = randomOf(options.seed, `fault-${index}`);
  const host = random.pick(hosts);
  const channel = random.pick(channelsOf(kind));
  const queue = channel === 'portal' ? host.pushes : host.changes;
  const ghost = inventDossier(random, options.first + options.dossiers + index, options.now);
  const about = random.chance(0.5) ? host.invented : ghost;
  const otherSubject = about === ghost ? host.invented.dossier.code : ghost.dossier.code;
  const earlier = random.pick(queue.filter((each) => each.kind === 'good'));
  const message = innocent(random, channel, about, index, options.now);
  const bad = spoiled(kind, { message, earlier, otherSubject, random, now: options.now });
  queue.splice(random.int(kind === 'duplicate' || kind === 'conflict' ? queue.indexOf(earlier) + 1 : 0, queue.length), 0, bad);
}

/** Correct in every respect; what it says of a step falls on an odd second soon after the hand-in, where no good step is. */
function innocent(random: Random, channel: SigningChannel, about: Invented, index: number, now: Date): PlannedSigned {
  const name = `${about.dossier.code}/fault-${index}`;
  const step = stepOf(random, about, '2', '4', plus(about.submittedAt, ((index % 60) * 2 + 1) * 1_000));
  const dossier = { ...about.dossier, summary: `${about.dossier.summary} (lần ${index + 2})` };
  const event = channel === 'portal' ? submitted({ name, time: now, data: { dossier } }) : statusChanged({ name, time: now, data: step });
  return goodMessage(channel, event, random);
}
