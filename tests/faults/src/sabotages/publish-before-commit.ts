import { needed } from '../faults/support/promised';
import { sabotage } from './sabotage';
import { firstCore } from './support/first-core';
import { handIn } from './support/hand-in';
import { finished } from './support/listed';

const enqueue = 'libs/store/dist/delivery/enqueue.js';
const compose = 'apps/hub/dist/core/compose.js';

/** Deliveries go out inside step 7's transaction, which then never commits: its messages come again under other ids. */
export const publishBeforeCommit = sabotage({
  name: 'publish-before-commit',
  title: { vi: 'lượt gửi lên Kafka trước khi giao dịch chốt', en: 'deliveries go to Kafka before their transaction commits' },
  needs: { variant: 'crash-points' },
  edits: [
    {
      file: enqueue,
      find: "await (0, together_1.together)(deliveries, (0, rows_1.insertRows)(db, 'delivery_body', bodies));",
      replace: `await (0, together_1.together)(deliveries, (0, rows_1.insertRows)(db, 'delivery_body', bodies));
    await globalThis.publishEarly(rows.filter((_, i) => places[i].head).map((r) => ({
        ...{ zone: r.destination.zone, connector: r.destination.connector, deliveryId: r.id, messageId: r.decided.received.message, attempt: 1 },
        ...{ subject: r.decided.known.envelope.subject, leaseUntil: new Date(Date.now() + 10_000), contentType: r.destination.contentType },
        ...{ attributes: r.destination.attributes, body: r.destination.body },
    })));`,
    },
    {
      file: compose,
      find: 'const way = new pipeline_1.Way({',
      replace: `const early = (0, out_1.kafkaOut)({ producer, settle: (results) => ledger.settle(results, []), now: () => new Date(), log: logger });
    globalThis.publishEarly = (released) => early.publish(released);
    const way = new pipeline_1.Way({`,
    },
  ],
  shows: ['doubled', 'phantom'],
  async probe(blow) {
    const { town } = blow;
    const first = await firstCore(town, '7-record-before-commit', 'kill');
    await handIn(blow, 1);
    await first();
    await needed('what was not committed is decided again, and delivered', finished(town));
    return town.oneStop
      .repeatedUnderOtherIds()
      .map((code) => ({ figure: 'phantom', n: 0, what: `${code} was delivered for a message that was never recorded` }));
  },
});
