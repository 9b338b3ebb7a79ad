import type { CrashPoint, Sentence } from '../../model';
import type { Edit } from '../change';

/** An edit that puts crash points into a file. */
export interface Spot extends Edit {
  readonly points: readonly CrashPoint[];
}

export interface Point {
  readonly name: string;
  readonly title: Sentence;
  readonly roles: readonly CrashPoint['role'][];
}

/** Passed by every core. */
export const inCore = (name: string, vi: string, en: string): Point => ({ name, title: { vi, en }, roles: ['core'] });

/** Passed by the zones. */
export const inZones = (name: string, vi: string, en: string): Point => ({
  ...{ name, title: { vi, en } },
  roles: ['connector:portal', 'connector:one-stop'],
});

/** The call, where it can be waited for. */
export const hit = ({ name }: Point): string => `await crashPoint("${name}");`;

const known = (point: Point): CrashPoint[] => point.roles.map((role) => ({ name: point.name, title: point.title, role }));

export const before = (file: string, find: string, point: Point): Spot => ({
  ...{ file, find, replace: `${hit(point)}\n${find}` },
  points: known(point),
});

export const after = (file: string, find: string, point: Point): Spot => ({
  ...{ file, find, replace: `${find}\n${hit(point)}` },
  points: known(point),
});

/** Where the text around has to change as well. */
export const instead = (file: string, find: string, replace: string, ...points: readonly Point[]): Spot => ({
  ...{ file, find, replace },
  points: points.flatMap(known),
});
