import { takenTwice } from '../check/one-outcome';
import { becomes, needed } from '../faults/support/promised';
import { sabotage } from './sabotage';
import { firstCore } from './support/first-core';
import { handIn } from './support/hand-in';
import { decided, listed } from './support/listed';

/** A core sleeps with a decided batch in its hands until the other one has recorded it, and wakes up. */
export const noCompareAndSet = sabotage({
  name: 'no-compare-and-set',
  title: { vi: 'vị trí không còn được so sánh khi ghi', en: 'positions are not compared when they are set' },
  needs: { variant: 'crash-points' },
  edits: [
    {
      file: 'libs/store/dist/ledger/positions.js',
      find: `
          AND p.next = (SELECT f FROM unnest($1::text[], $2::int[], $3::bigint[]) AS x(t, n, f) WHERE x.t = p.topic AND x.n = p.partition)`,
      replace: '',
    },
  ],
  shows: ['doubled'],
  async probe(blow) {
    const { town, say } = blow;
    const first = await firstCore(town, 'before-7-record', 'stop');
    await handIn(blow, 1);
    const { role } = await first();
    say({ vi: `${role} ngủ với một lô trong tay`, en: `${role} sleeps with a batch in its hands` });
    await handIn(blow, 3);
    await needed('the other core takes the batch over', decided(town));
    town.role(role).thaw();
    await becomes(async () => takenTwice(await listed(town)).length > 0, 6_000);
    return takenTwice(await listed(town));
  },
});
