import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../model';
import { broken } from './support/promised';

/** While Kafka is away the list still answers; afterwards everything goes on. */
export const killKafka: Fault = {
  name: 'kill-kafka',
  title: { vi: 'kill -9 Kafka rồi khởi động lại', en: 'kill -9 of Kafka, then started again' },
  async strike({ town, load, random }) {
    await load.until(random.int(1, 15));
    for (const broker of town.brokers) await broker.kill();
    const listing = await town.hub('message', 'list', '--json');
    await sleep(random.int(0, 3_000));
    for (const broker of town.brokers) await broker.start();
    return listing.code === 0 ? [] : [broken('the list answers while Kafka is down', 'stuck')];
  },
};
