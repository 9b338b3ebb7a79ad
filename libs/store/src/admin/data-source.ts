import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { Connectors1764000000020 } from '../migrations/1764000000020-connectors';
import { Delivery1764000000003 } from '../migrations/1764000000003-delivery';
import { Inbox1764000000021 } from '../migrations/1764000000021-inbox';
import { Ceiling1764000000022 } from '../migrations/1764000000022-ceiling';
import { Journeys1764000000023 } from '../migrations/1764000000023-journeys';
import { Ledger1764000000002 } from '../migrations/1764000000002-ledger';
import { Log1764000000004 } from '../migrations/1764000000004-log';
import { Rules1764000000001 } from '../migrations/1764000000001-rules';
import { SigningActs1764000000005 } from '../migrations/1764000000005-signing-acts';
import { State1764000000014 } from '../migrations/1764000000014-state';
import { Provisional1764000000015 } from '../migrations/1764000000015-provisional';
import { DocumentStates1764000000016 } from '../migrations/1764000000016-document-states';
import { type DatabaseAddress, tlsBy } from '../pool';
import { Act, RulesVersion } from './entities';

const migrations = [
  Rules1764000000001,
  Ledger1764000000002,
  Delivery1764000000003,
  Log1764000000004,
  SigningActs1764000000005,
  State1764000000014,
  Provisional1764000000015,
  DocumentStates1764000000016,
  Connectors1764000000020,
  Inbox1764000000021,
  Ceiling1764000000022,
  Journeys1764000000023,
];

/** In their order, as table `migration` names them once they have run. */
export const migrationNames: readonly string[] = migrations.map(({ name }) => name);

/** Administration data as entities, and the migrations. The hot path is plain SQL on a pool of its own. Never `synchronize`. */
export function createDataSource({ url, ca }: DatabaseAddress, name: string): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    ssl: tlsBy(ca),
    schema: 'hub',
    applicationName: name,
    entities: [Act, RulesVersion],
    migrations,
    migrationsTableName: 'migration',
    extra: { options: '-c search_path=hub', max: 2 },
    synchronize: false,
    logging: ['error'],
  });
}
