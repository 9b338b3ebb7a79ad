import type { CrashPoint } from '../model';
import type { Change } from './change';
import { helper } from './helper';
import { ledgerPoints } from './points/ledger';
import { quarantineSpots } from './points/quarantine';
import { sealPoints } from './points/seal';
import type { Spot } from './points/spot';
import { wayPoints } from './points/way';
import { zonePoints } from './points/zones';

const everywhere: readonly Spot[] = [...wayPoints, ...ledgerPoints, ...sealPoints, ...zonePoints];

/** Every boundary that ordinary messages pass, in the order of the way. */
export const crashPoints: readonly CrashPoint[] = everywhere.flatMap(({ points }) => points);

/** Those that only a message passes which PostgreSQL refuses. */
export const quarantinePoints: readonly CrashPoint[] = quarantineSpots.flatMap(({ points }) => points);

/** All of them, and a clock that can be set ahead. Without its variables such a build does exactly what the product does. */
export const crashing: readonly Change[] = [...helper, ...everywhere, ...quarantineSpots].map(changeOf);

/** Without the points, which are no part of the change. */
function changeOf(change: Change | Spot): Change {
  return 'find' in change ? { file: change.file, find: change.find, replace: change.replace } : change;
}
