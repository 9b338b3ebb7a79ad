import { promised } from '../faults/support/promised';
import { sabotage } from './sabotage';
import { handIn } from './support/hand-in';
import { finished } from './support/listed';

/** PostgreSQL is killed while messages come in: whoever hears nothing of a handler's error takes its batch for done. */
export const onHandleEvent = sabotage({
  name: 'on-handle-event',
  title: { vi: 'chiến lược vận chuyển gọi handleEvent của Nest', en: "the transport strategy calls Nest's handleEvent" },
  edits: [
    {
      file: 'libs/kafka/dist/nest/strategy.js',
      find: 'const call = (data, claim = noClaim) => finish(handler, data, new StreamContext([stream, claim]));',
      replace:
        'const call = (data, claim = noClaim) => this.handleEvent(stream, { pattern: stream, data }, new StreamContext([stream, claim]));',
    },
  ],
  shows: ['stuck', 'lost'],
  async probe(blow) {
    const { town } = blow;
    await handIn(blow, 5);
    await town.postgres.kill();
    await handIn(blow, 5);
    await town.postgres.start();
    await handIn(blow, 5);
    return promised('what came while PostgreSQL was away is decided', 'stuck', finished(town), 30_000);
  },
});
