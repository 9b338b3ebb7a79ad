import { promised } from '../faults/support/promised';
import { sabotage } from './sabotage';
import { handIn } from './support/hand-in';
import { decided } from './support/listed';

/** No core has ever read when the first messages are acknowledged. */
export const fromEnd = sabotage({
  name: 'from-end',
  title: { vi: 'nhóm mới đọc từ cuối: fromBeginning: false', en: 'a new group begins at the end: fromBeginning: false' },
  edits: [
    { file: 'libs/kafka/dist/consumer/group.js', find: 'fromBeginning: true', replace: 'fromBeginning: false' },
    {
      file: 'libs/kafka/dist/consumer/batch-run.js',
      find: 'const cursor = position ?? { next: 0n };',
      replace: 'const cursor = position ?? { next: log.high };',
    },
    {
      file: 'libs/store/dist/ledger/positions.js',
      find: `WHERE a."from" = 0 OR EXISTS (SELECT FROM position o WHERE o.topic = a.topic AND o.partition = a.partition)`,
      replace: '',
    },
  ],
  shows: ['lost'],
  async probe(blow) {
    const { town } = blow;
    const cores = [town.role('core'), town.role('core:2')];
    await Promise.all(cores.map((core) => core.hold()));
    await handIn(blow, 12);
    for (const core of cores) core.release();
    await town.ready();
    return promised('what was acknowledged before a core first read is decided', 'lost', decided(town), 15_000);
  },
});
