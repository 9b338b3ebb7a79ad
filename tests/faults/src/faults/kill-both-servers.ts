import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../model';

export const killBothServers: Fault = {
  name: 'kill-both-servers',
  title: { vi: 'kill -9 Kafka và PostgreSQL cùng lúc', en: 'kill -9 of Kafka and PostgreSQL at once' },
  async strike({ town: { brokers, postgres }, load, random }) {
    await load.until(random.int(1, 15));
    const servers = [...brokers, postgres];
    await Promise.all(servers.map((server) => server.kill()));
    await sleep(random.int(0, 3_000));
    for (const server of random.shuffle(servers)) await server.start();
    return [];
  },
};
