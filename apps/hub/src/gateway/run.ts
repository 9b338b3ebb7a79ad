import 'reflect-metadata';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { RevocationService } from '@lienthong/authority';
import type { GatewayConfig, HubConfig } from '@lienthong/config';
import type { Logger } from '@lienthong/runtime';
import { createPool } from '@lienthong/store';
import { parsePem } from '@lienthong/trust';
import { databaseFor, readSecret } from '../credentials';
import { nestLogger } from '../nest-logger';
import { stopSignal } from '../up/stop-signals';
import { rulesActive } from '../core/before-start';
import { Authenticator } from './caller/authenticate';
import { Limits } from './caller/limits';
import { ProblemFilter } from './http/problem.filter';
import { Reception } from './http/reception';
import { httpsAdapter } from './http/server';
import { VerifyController } from './http/verify.controller';
import { GatewayRules } from './rules';
import { UploadFolder } from './upload/folder';
import { VerifyDesk } from './verify/desk';
import { Workers } from './work/workers';

/** Role `gateway`: serves department systems by HTTPS and gRPC. */
export async function runGateway(config: HubConfig, gateway: GatewayConfig, data: string, log: Logger): Promise<void> {
  const clock = (): Date => new Date();
  const pool = createPool({
    at: databaseFor(config, data, 'hub_gateway'),
    max: 2,
    name: 'hub gateway',
    onError: (error) => log.warn({ error }, 'lost a connection'),
  });
  await rulesActive(pool, log);
  const folder = await UploadFolder.open(join(data, 'gateway', 'uploads'));
  const rules = new GatewayRules(
    pool,
    () => performance.now(),
    () => undefined,
  );
  const revocation = new RevocationService({ hosts: config.revocation.allow, clock, log });
  const workers = new Workers(gateway.workers);
  const issuers = gateway.tls.issuersFile === undefined ? [] : parsePem(readSecret(gateway.tls.issuersFile));
  const authenticator = new Authenticator({ rules, revocation, issuers, clock });
  const limits = new Limits(gateway.limits);
  const desk = new VerifyDesk({ ...gateway.verify, rules, workers, revocation, clock, fileBytes: gateway.limits.file });
  const reception = new Reception({ authenticator, limits, folder, log });

  @Module({
    controllers: [VerifyController],
    providers: [
      { provide: Reception, useValue: reception },
      { provide: VerifyDesk, useValue: desk },
    ],
  })
  class GatewayModule {}

  const tls = { certificate: readSecret(gateway.tls.certificateFile), key: readSecret(gateway.tls.keyFile) };
  const adapter = httpsAdapter(tls, gateway.limits);
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule, adapter, { bodyParser: false, logger: nestLogger(log) });
  app.useGlobalFilters(new ProblemFilter(log));
  await app.listen(...addressIn(gateway.https));
  process.send?.('ready');
  log.info({ https: gateway.https }, 'gateway is ready');

  await stopSignal();
  await app.close();
  await workers.close();
  await revocation.close();
  await pool.end();
}

/** Port and host of `host:port`. */
function addressIn(listen: string): [port: number, host: string] {
  const at = listen.lastIndexOf(':');
  return [Number(listen.slice(at + 1)), listen.slice(0, at).replace(/^\[|\]$/g, '')];
}
