import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { HubConfig } from '@lienthong/config';
import { type Producer, createProducer, topicName } from '@lienthong/kafka';
import { KafkaStreams, OriginalErrors } from '@lienthong/kafka/nest';
import { type ConnectorReport, encodeReport, reportKey } from '@lienthong/message';
import type { Logger } from '@lienthong/runtime';
import { kafkaFor } from '../credentials';
import { durableTopic } from '../durable';
import { nestLogger } from '../nest-logger';
import { consumerReports } from '../reports';
import { stopSignal } from '../up/stop-signals';
import { type Place, readSettings } from '../settings';
import { createConnector } from './connectors';
import { Fleet } from './fleet';
import { openInbox } from './inbox';
import { readOrders } from './orders';
import { OutController } from './out.controller';
import { keepRunning } from './sources';
import { Zone } from './zone';

/** Role `connector:<zone>`: one process with its own credential; sources and sinks of its connectors; of the database nothing but, where it has one, the inbox to put into. */
export async function runZone(config: HubConfig, place: Place, zone: string, log: Logger): Promise<void> {
  const fatal = (error: Error): void => {
    log.error({ error }, 'the zone cannot go on');
    process.exit(1);
  };
  const client = kafkaFor(config, place.data, `zone-${zone}`, log);
  const durability = await durableTopic(config, client, topicName.in(zone));
  await durableTopic(config, client, topicName.results(zone));
  const producer = createProducer(client);
  const inbox = openInbox(config, place.data, zone, log);
  const givingUp = new AbortController();
  const reports = consumerReports(log, fatal);
  const orders = await readOrders(client, zone, reports);
  const fleet = new Fleet({
    create: (own) => createConnector(own, log, inbox?.inbox),
    run: (connector, source, stop) => keepRunning(source, { zone, connector, producer, durability, log }, stop),
    read: (name, text) => readSettings(name, text, place),
    report: (report) => void tell(producer, zone, report, log),
    log,
  });
  for (const file of config.connectorFiles) if (file.zone === zone && !orders.newest.has(file.name)) fleet.begin(file);
  await orders.follow((name, order) => fleet.obey(name, order));
  const clocks = { now: () => new Date(), elapsedMs: () => performance.now() };
  const host = new Zone({ zone, stations: fleet, producer, ...clocks, stop: givingUp.signal, log });

  @Module({ controllers: [OutController], providers: [{ provide: Zone, useValue: host }] })
  class ZoneModule {}

  const strategy = new KafkaStreams({ client, zones: [zone], owner: `connector-${zone}`, reports });
  const app = await NestFactory.createMicroservice(ZoneModule, { strategy, logger: nestLogger(log) });
  app.useGlobalFilters(new OriginalErrors());
  await app.listen();
  process.send?.('ready');
  log.info({ connectors: fleet.names, durability }, 'zone is ready');

  await stopSignal();
  const late = setTimeout(() => givingUp.abort(), 5_000);
  await Promise.all([orders.stop(), fleet.stopSources(), app.close()]);
  clearTimeout(late);
  await fleet.close();
  await producer.close();
  await inbox?.close();
}

async function tell(producer: Producer, zone: string, report: ConnectorReport, log: Logger): Promise<void> {
  try {
    await producer.send(topicName.results(zone), [{ key: reportKey(report), value: encodeReport(report) }]);
  } catch (error) {
    log.warn({ error, connector: report.connector, state: report.state }, 'the core could not be told of an order');
  }
}
