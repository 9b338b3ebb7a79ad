import { setTimeout as sleep } from 'node:timers/promises';
import type { Blow, Fault, Server } from '../model';
import { readCheckpoint } from '../check/checkpoints';
import { type Disk, smallDisk } from '../town/disk';
import { deliveredBy } from './support/counts';
import { needed, promised } from './support/promised';

/** Runs on a small disk from here on; the server is stopped for the moving. */
async function onSmallDisk(server: Server): Promise<Disk> {
  await server.stop();
  const disk = await smallDisk(server.dir, 24);
  await server.start();
  return disk;
}

async function backFrom(disk: Disk, server: Server): Promise<void> {
  await server.stop();
  await disk.remove();
  await server.start();
}

/** For a while nothing fits any more; a server that died of it is started again when there is room. */
async function full(disk: Disk, { length, random }: Blow): Promise<void> {
  await disk.fill();
  await sleep(random.int(2_000, length === 'short' ? 4_000 : 10_000));
}

const postgresFull: Fault = {
  name: 'disk-full-postgres',
  title: { vi: 'ổ đĩa của PostgreSQL đầy', en: "PostgreSQL's disk is full" },
  async strike(blow) {
    const { town, load } = blow;
    const disk = await onSmallDisk(town.postgres);
    await load.until(10);
    const before = town.outside.ledger.answers.length;
    await full(disk, blow);
    await needed('PostgreSQL refuses for want of room', async () => /No space left on device|ECONNREFUSED/.test(await town.log('core')));
    const findings = await promised('intake stays open on a full database', 'stuck', () => town.outside.ledger.answers.length > before + 3);
    await disk.free();
    if (!town.postgres.isUp) await town.postgres.start();
    await load.until(10);
    await backFrom(disk, town.postgres);
    return findings;
  },
};

const kafkaFull: Fault = {
  name: 'disk-full-kafka',
  title: { vi: 'ổ đĩa của Kafka đầy', en: "Kafka's disk is full" },
  async strike(blow) {
    const { town, load } = blow;
    const [broker] = town.brokers;
    if (!broker) throw new Error('there is no broker');
    const disk = await onSmallDisk(broker);
    await load.until(10);
    await disk.fill();
    await needed('Kafka ends when it can write no more', () => !broker.isUp);
    await disk.free();
    await broker.start();
    await load.until(10);
    await backFrom(disk, broker);
    return [];
  },
};

const logFull: Fault = {
  name: 'disk-full-log',
  title: { vi: 'ổ đĩa của nhật ký công khai đầy', en: "the published log's disk is full" },
  async strike(blow) {
    const { town, load } = blow;
    const cores = [town.role('core'), town.role('core:2')];
    const withoutCores = async <T>(work: () => Promise<T>): Promise<T> => {
      await Promise.all(cores.map((core) => core.hold()));
      const done = await work();
      for (const core of cores) core.release();
      await town.ready();
      return done;
    };
    const disk = await withoutCores(() => smallDisk(`${town.data}/log`, 2));
    await load.until(10);
    await disk.fill();
    const before = (await readCheckpoint(town.data))?.size ?? 0;
    const delivered = await deliveredBy(town, 'one-stop');
    await load.until(20);
    const served = await promised(
      'deliveries go on while nothing can be published',
      'stuck',
      async () => (await deliveredBy(town, 'one-stop')) > delivered,
    );
    await disk.free();
    const published = await promised(
      'the log is published again when there is room',
      'stuck',
      async () => ((await readCheckpoint(town.data))?.size ?? 0) > before,
    );
    await withoutCores(() => disk.remove());
    return [...served, ...published];
  },
};

export const disksFull: readonly Fault[] = [postgresFull, kafkaFull, logFull];
