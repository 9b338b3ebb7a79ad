import type { Blow, CrashPoint, Fault, Finding, RoleName } from '../model';
import { arm } from '../variants/arm';
import { crashPoints, quarantinePoints } from '../variants/crash-points';
import { poison } from './poison';
import { needed } from './support/promised';

const processesOf = ({ role }: CrashPoint): readonly RoleName[] => (role === 'core' ? ['core', 'core:2'] : [role]);

/** Whoever passes the point first ends there; the other process of the same role is disarmed. `work` brings it about. */
async function crashAt(point: CrashPoint, { town }: Blow, work: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  const processes = processesOf(point);
  const armed = await Promise.all(processes.map((role) => arm(town, role, point.name)));
  const working = work();
  const reached = Promise.race(armed.map((one) => one.reached()));
  try {
    await needed(`somebody passes ${point.name}`, () => reached);
  } finally {
    await Promise.all(armed.map((one) => one.disarm()));
  }
  await town.ready();
  return working;
}

const nameOf = ({ name, role }: CrashPoint): string => `crash-${name}${role === 'core' ? '' : `@${role.replace('connector:', '')}`}`;

function groupOf({ name, role }: CrashPoint): string {
  if (role !== 'core') return 'crash-zones';
  if (/(^|-)8-/.test(name)) return 'crash-sealing';
  return /(^|-)9-|^settle/.test(name) ? 'crash-sending' : 'crash-deciding';
}

const at = (point: CrashPoint): Omit<Fault, 'strike'> => ({
  name: nameOf(point),
  title: { vi: `kill -9: ${point.title.vi}`, en: `kill -9: ${point.title.en}` },
  needs: { variant: 'crash-points' },
  group: groupOf(point),
});

const groups = ['crash-deciding', 'crash-sealing', 'crash-sending', 'crash-zones'];
const inGroups = (points: readonly CrashPoint[]): CrashPoint[] =>
  groups.flatMap((group) => points.filter((point) => groupOf(point) === group));

const nothing = (): Promise<readonly Finding[]> => Promise.resolve([]);

/** kill -9 at every boundary of the nine steps and of each transaction, in both zones as well. */
export const crashes: readonly Fault[] = [
  ...inGroups(crashPoints).map((point): Fault => ({ ...at(point), strike: (blow) => crashAt(point, blow, nothing) })),
  ...quarantinePoints.map((point): Fault => ({
    ...at(point),
    group: 'crash-quarantine',
    strike: (blow) => crashAt(point, blow, () => poison.strike(blow)),
  })),
];
