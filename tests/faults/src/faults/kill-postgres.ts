import type { Fault } from '../model';
import { promised } from './support/promised';

/** While PostgreSQL is away the door takes in. */
export const killPostgres: Fault = {
  name: 'kill-postgres',
  title: { vi: 'kill -9 PostgreSQL rồi khởi động lại', en: 'kill -9 of PostgreSQL, then started again' },
  async strike({ town, load, random }) {
    await load.until(random.int(1, 15));
    await town.postgres.kill();
    const before = town.outside.ledger.answers.length;
    const findings = await promised('intake stays open without PostgreSQL', 'stuck', () => town.outside.ledger.answers.length > before + 3);
    await town.postgres.start();
    return findings;
  },
};
