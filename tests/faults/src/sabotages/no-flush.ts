import type { Finding } from '../model';
import { sabotage } from './sabotage';
import { type Force, recordForces } from './support/forces';
import { handIn } from './support/hand-in';
import { writeSynced } from './support/synced';

/** As many messages, one after the other: each is alone between its append and its acknowledgement. */
const messages = 12;

export const noFlush = sabotage({
  name: 'no-flush',
  title: { vi: 'flush.messages tắt mà vẫn báo "fsync"', en: 'flush.messages is off, and "fsync" is said all the same' },
  edits: [
    { file: 'libs/kafka/dist/topics.js', find: "replication === 1 ? { 'flush.messages': '1' } : {}", replace: '{}' },
    {
      file: 'libs/kafka/dist/admin/durability.js',
      find: "effective['flush.messages'] === '1' ? 'fsync' : 'memory'",
      replace: "'fsync'",
    },
  ],
  shows: ['lost'],
  async probe(blow) {
    const [broker] = blow.town.brokers;
    if (!broker) throw new Error('there is no broker');
    const recording = await recordForces(broker.pid, blow.town.dir);
    await writeSynced(blow.town, 'synced');
    const acknowledged: { readonly from: number; readonly to: number }[] = [];
    for (let i = 0; i < messages; i++) {
      const from = Date.now();
      await handIn(blow, 1);
      acknowledged.push({ from, to: Date.now() });
    }
    const forces = await recording.end();
    if (forces.filter(onLogOf('synced')).length === 0) throw new Error('Flight Recorder has not seen what the broker surely synced');
    const intake = forces.filter(onLogOf('in.portal'));
    const bare = acknowledged.filter(({ from, to }) => !intake.some(({ at }) => at >= from - 1 && at <= to + 1));
    return bare.map((): Finding => ({ figure: 'lost', n: 0, what: 'acknowledged without having been synced to disk' }));
  },
});

/** Not its index: what was appended stands in the log. */
const onLogOf =
  (topic: string) =>
  ({ path }: Force): boolean => {
    const [file = '', folder = ''] = path.split('/').reverse();
    return file.endsWith('.log') && folder.replace(/-\d+$/, '') === topic;
  };
