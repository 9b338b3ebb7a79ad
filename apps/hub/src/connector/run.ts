import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { HubConfig } from '@lienthong/config';
import { KafkaStreams, OriginalErrors, createProducer, topicName } from '@lienthong/kafka';
import type { Logger } from '@lienthong/runtime';
import { kafkaFor } from '../credentials';
import { durableTopic } from '../durable';
import { nestLogger } from '../nest-logger';
import { consumerReports } from '../reports';
import { stopSignal } from '../up/stop-signals';
import { createConnectors } from './connectors';
import { openInbox } from './inbox';
import { OutController } from './out.controller';
import { keepRunning } from './sources';
import { Zone } from './zone';

/** Role `connector:<zone>`: one process with its own credential; sources and sinks of its connectors; of the database nothing but, where it has one, the inbox to put into. */
export async function runZone(config: HubConfig, data: string, zone: string, log: Logger): Promise<void> {
  const fatal = (error: Error): void => {
    log.error({ error }, 'the zone cannot go on');
    process.exit(1);
  };
  const client = kafkaFor(config, data, `zone-${zone}`, log);
  const durability = await durableTopic(config, client, topicName.in(zone));
  await durableTopic(config, client, topicName.results(zone));
  const producer = createProducer(client);
  const inbox = openInbox(config, data, zone, log);
  const connectors = createConnectors(config, zone, log, inbox?.inbox);
  const [closing, givingUp] = [new AbortController(), new AbortController()];
  const clocks = { now: () => new Date(), elapsedMs: () => performance.now() };
  const host = new Zone({ zone, connectors, producer, ...clocks, stop: givingUp.signal, log });

  @Module({ controllers: [OutController], providers: [{ provide: Zone, useValue: host }] })
  class ZoneModule {}

  const strategy = new KafkaStreams({ client, zones: [zone], owner: `connector-${zone}`, reports: consumerReports(log, fatal) });
  const app = await NestFactory.createMicroservice(ZoneModule, { strategy, logger: nestLogger(log) });
  app.useGlobalFilters(new OriginalErrors());
  await app.listen();
  const sources = [...connectors].flatMap(([connector, { source }]) =>
    source ? [keepRunning(source, { zone, connector, producer, durability, log }, closing.signal)] : [],
  );
  process.send?.('ready');
  log.info({ connectors: [...connectors.keys()], durability }, 'zone is ready');

  await stopSignal();
  closing.abort();
  const late = setTimeout(() => givingUp.abort(), 5_000);
  await Promise.all([...sources, app.close()]);
  clearTimeout(late);
  await Promise.all([...connectors.values()].map((connector) => connector.close()));
  await producer.close();
  await inbox?.close();
}
