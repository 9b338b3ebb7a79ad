import type { Fault } from '../model';
import { clocksAhead } from './clock-ahead';
import { crashes } from './crash';
import { disksFull } from './disk-full';
import { freezeCore, freezeInTransaction } from './freeze-core';
import { intakeWithoutCores } from './intake-without-cores';
import { kafkaAway } from './kafka-away';
import { killBothServers } from './kill-both-servers';
import { killKafka } from './kill-kafka';
import { killPostgres } from './kill-postgres';
import { killRoles } from './kill-role';
import { leadersInTurn } from './leaders-in-turn';
import { logRewound } from './log-rewound';
import { badDays } from './moods';
import { newRules } from './new-rules';
import { poison } from './poison';
import { postgresRestored } from './postgres-restored';
import { revocation } from './revocation';
import { signerDown } from './signer-down';
import { signerSilent } from './signer-silent';
import { sinks } from './sinks';
import { tilesLost } from './tiles-lost';
import { topicsRecreated } from './topic-recreated';
import { zoneDown } from './zone-down';

/** Every fault, in the order in which they are tried. */
export const allFaults: readonly Fault[] = [
  ...killRoles,
  intakeWithoutCores,
  zoneDown,
  freezeCore,
  freezeInTransaction,
  killKafka,
  kafkaAway,
  killPostgres,
  killBothServers,
  ...sinks,
  ...revocation,
  ...badDays,
  signerDown,
  tilesLost,
  ...disksFull,
  poison,
  newRules,
  ...topicsRecreated,
  logRewound,
  postgresRestored,
  signerSilent,
  ...crashes,
  ...clocksAhead,
  leadersInTurn,
];
