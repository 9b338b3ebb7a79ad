import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuthorityError } from '@lienthong/authority';
import type { HubConfig } from '@lienthong/config';
import { createProducer, readClusterId } from '@lienthong/kafka';
import { KafkaStreams, OriginalErrors } from '@lienthong/kafka/nest';
import type { Logger } from '@lienthong/runtime';
import { createPool, readPosition } from '@lienthong/store';
import { databaseFor, kafkaFor } from '../credentials';
import { durableDatabase } from '../durable';
import { nestLogger } from '../nest-logger';
import { consumerReports } from '../reports';
import { stopSignal } from '../up/stop-signals';
import { zonesWithTopics } from '../zones';
import { codeOf, remedyOf, rulesActive, waitsForOperator } from './before-start';
import { composeCore } from './compose';
import { Core } from './core';
import { StreamsController } from './streams.controller';

/** Role `core`: decides, records, seals, sends, settles. */
export async function runCore(config: HubConfig, data: string, role: string, log: Logger): Promise<void> {
  const fatal = (error: Error): void => {
    log.error({ error, ...codeOf(error) }, `the core cannot go on${remedyOf(error)}`);
    process.exit(1);
  };
  const client = kafkaFor(config, data, 'core', log);
  const pool = createPool({
    at: databaseFor(config, data, 'hub_core'),
    max: config.postgres.connections,
    name: 'hub core',
    onError: (error) => log.warn({ error }, 'lost a connection'),
  });
  await rulesActive(pool, log);
  await durableDatabase(config, pool);
  const producer = createProducer(client);
  const clusterId = await readClusterId(client);
  const surroundings = { config, role, pool, producer, clusterId, log, onFatal: fatal };
  const composed = await composeCore(surroundings).catch(async (error: unknown) => {
    if (!(error instanceof AuthorityError)) throw error;
    if (!waitsForOperator(error)) return fatal(error);
    log.error({ error, ...codeOf(error) }, `the core waits for an operator${remedyOf(error)}; then start it again`);
    await stopSignal();
  });
  if (!composed) return;
  const { core, log: sealed, keys } = composed;
  await sealed.mustExtend().catch((error: unknown) => fatal(error as Error));

  @Module({ controllers: [StreamsController], providers: [{ provide: Core, useValue: core }] })
  class CoreModule {}

  const positions = { load: (topic: string, partition: number) => readPosition(pool, topic, partition) };
  const strategy = new KafkaStreams({
    client,
    zones: zonesWithTopics(config),
    owner: 'core',
    positions,
    reports: consumerReports(log, fatal),
  });
  const app = await NestFactory.createMicroservice(CoreModule, { strategy, logger: nestLogger(log) });
  app.useGlobalFilters(new OriginalErrors());
  core.start();
  await app.listen();
  process.send?.('ready');
  log.info({}, 'core is ready');

  await stopSignal();
  await app.close();
  await core.stop();
  await sealed.publish().catch((error: unknown) => log.warn({ error }, 'the newest seal is published when a core runs again'));
  await sealed.leave().catch((error: unknown) => log.warn({ error }, 'the lease of the log ends by itself'));
  await keys.sealKey.close();
  await producer.close();
  await pool.end();
}
