import { needed, promised } from '../faults/support/promised';
import type { Town } from '../model';
import { sabotage } from './sabotage';
import { firstCore } from './support/first-core';
import { handIn } from './support/hand-in';
import { finished } from './support/listed';

/** The smallest UUIDv7 of an instant. */
const idAt = (ms: number): string => {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};

const sealedSince = async ({ query }: Town, ms: number): Promise<boolean> =>
  (await query(`SELECT FROM leaf WHERE kind = 'recorded' AND index IS NOT NULL AND id > $1 LIMIT 1`, [idAt(ms)])).length > 0;

/** A batch that has its ids is held back until a later one is sealed: it commits smaller ids than the relay has seen. */
export const relayById = sabotage({
  name: 'relay-by-id',
  title: { vi: 'lấy lá chờ theo id > n', en: 'pending leaves are taken by id > n' },
  needs: { variant: 'crash-points' },
  edits: [
    {
      file: 'libs/store/dist/log/number.js',
      find: 'FROM leaf WHERE index IS NULL ORDER BY id LIMIT $2',
      replace: `FROM leaf WHERE index IS NULL AND (kind NOT IN ('recorded', 'refused') OR id > coalesce(
             (SELECT id FROM leaf WHERE index IS NOT NULL AND kind IN ('recorded', 'refused') ORDER BY id DESC LIMIT 1), '00000000-0000-0000-0000-000000000000'))
             ORDER BY id LIMIT $2`,
    },
  ],
  shows: ['stuck'],
  async probe(blow) {
    const { town, say } = blow;
    const first = await firstCore(town, 'before-7-record', 'hold');
    await handIn(blow, 1);
    const { letGo } = await first();
    const since = Date.now();
    say({ vi: 'một lô bị giữ lại, các lô sau đi trước', en: 'a batch is held back, later ones pass' });
    await handIn(blow, 12);
    await needed('a later message is sealed', () => sealedSince(town, since));
    await letGo();
    return promised('what was held back is sealed and delivered', 'stuck', finished(town), 20_000);
  },
});
