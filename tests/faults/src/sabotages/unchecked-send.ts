import { leadersInTurn } from '../faults/leaders-in-turn';
import { promised } from '../faults/support/promised';
import { sabotage } from './sabotage';
import { decided } from './support/listed';

/** What kafkajs resolves is taken for sent, though it skipped the partitions whose leader moved meanwhile. */
export const uncheckedSend = sabotage({
  name: 'unchecked-send',
  title: { vi: 'câu trả lời của kafkajs không được kiểm tra', en: "kafkajs's answer to a send is not checked" },
  needs: { brokers: 3 },
  edits: [
    {
      file: 'libs/kafka/dist/producer/checked-send.js',
      find: 'left = records.filter(({ partition }) => !bases.has(partition))',
      replace: 'left = []',
    },
  ],
  shows: ['lost'],
  async probe(blow) {
    blow.load.resume();
    await leadersInTurn.strike(blow);
    return promised('what was acknowledged is decided', 'lost', decided(blow.town), 20_000);
  },
});
