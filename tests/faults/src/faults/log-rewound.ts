import type { Fault } from '../model';
import { copyOf } from '../town/copy';
import { adopt, coreTopics, otherLog, readsOn } from './support/adopt';
import { deliversOn } from './support/delivers-on';
import { loudEnd } from './support/loud-end';

/** Kafka is yesterday's: its logs end before the positions, and grow again under offsets that were taken once already. */
export const logRewound: Fault = {
  name: 'log-rewound',
  title: { vi: 'Kafka được phục hồi từ bản sao cũ', en: 'Kafka is restored from an earlier copy' },
  async strike({ town, load, settled }) {
    const [broker] = town.brokers;
    if (!broker) throw new Error('there is no broker');
    await broker.stop();
    const copy = await copyOf(broker.dir, 'earlier');
    await broker.start();
    await load.until(60);
    await load.pause();
    if ((await settled()) > 0) throw new Error('the town does not come to rest');
    const end = await loudEnd(town, otherLog);
    await broker.stop();
    await copy.putBack();
    await broker.start();
    load.resume();
    const findings = await readsOn(end);
    await adopt(town, coreTopics);
    await town.ready();
    return [...findings, ...(await deliversOn(town))];
  },
};
