import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { GatewayConfig, HubConfig } from '@lienthong/config';
import { createProducer } from '@lienthong/kafka';
import { type Logger, startLoop } from '@lienthong/runtime';
import { createPool } from '@lienthong/store';
import { rulesActive } from '../core/before-start';
import { databaseFor, kafkaFor } from '../credentials';
import { nestLogger } from '../nest-logger';
import { stopSignal } from '../up/stop-signals';
import { gatewayZone } from '../zones';
import { addressIn } from './address';
import { Reception } from './caller/reception';
import { type GatewayParts, composeGateway } from './compose';
import { Connections } from './connections';
import { BoundedGrpc } from './grpc/server';
import { SignatureController } from './grpc/signature.controller';
import { OpenApiController } from './http/openapi.controller';
import { ProblemFilter } from './http/problem.filter';
import { ReadyController, readinessParts } from './http/ready.controller';
import { httpsAdapter } from './http/server';
import { SignController } from './http/sign.controller';
import { VerifyController } from './http/verify.controller';
import { InboxController } from './inbox/inbox.controller';
import { InboxDesk } from './inbox/desk';
import { gatewayLog } from './log';
import { MessageDesk } from './messages/desk';
import { JourneyController } from './messages/journey.controller';
import { Journeys } from './messages/journeys';
import { MessagesController } from './messages/messages.controller';
import { SignDesk } from './sign/desk';
import { TokenDesk } from './token/desk';
import { published } from './token/published';
import { TokenController } from './token/token.controller';
import { VerifyDesk } from './verify/desk';

/** Whoever waits for a signature hears within this time that its act cannot be stored. */
const deadlineMs = 5_000;
const lookEveryMs = 60_000;

/** Role `gateway`: serves department systems by HTTPS and gRPC. */
export async function runGateway(config: HubConfig, gateway: GatewayConfig, data: string, log: Logger): Promise<void> {
  const client = kafkaFor(config, data, gatewayZone, log);
  const pool = createPool({
    at: databaseFor(config, data, 'hub_gateway'),
    max: 2,
    name: 'hub gateway',
    onError: (error) => log.warn({ error }, 'lost a connection'),
  });
  await rulesActive(pool, log);
  const producer = createProducer(client, { deadlineMs });
  const parts = await composeGateway({ config, gateway, data, pool, client, producer, log });
  await parts.rules.current();
  await parts.keys.open();
  const onError = (error: unknown): void => log.warn({ error }, 'looking at the keys failed, trying again');
  const looking = startLoop(() => parts.keys.look().then(() => false), { pauseMs: lookEveryMs, maxPauseMs: lookEveryMs, onError });
  const app = await serve(gateway, parts, log);
  process.send?.('ready');
  log.info({ https: gateway.https, grpc: gateway.grpc, keys: parts.keys.readiness() }, 'gateway is ready');

  await stopSignal();
  await app.close();
  await looking.stop();
  await parts.close();
  await producer.close();
  await pool.end();
}

async function serve(gateway: GatewayConfig, parts: GatewayParts, log: Logger): Promise<NestFastifyApplication> {
  @Module({
    controllers: [
      VerifyController,
      SignController,
      MessagesController,
      JourneyController,
      InboxController,
      TokenController,
      ReadyController,
      OpenApiController,
      SignatureController,
    ],
    providers: [
      { provide: Reception, useValue: parts.reception },
      { provide: VerifyDesk, useValue: parts.verifying },
      { provide: SignDesk, useValue: parts.signing },
      { provide: TokenDesk, useValue: parts.oauth?.granting ?? null },
      { provide: published, useValue: parts.oauth?.published ?? null },
      { provide: InboxDesk, useValue: parts.inbox },
      { provide: MessageDesk, useValue: parts.messages },
      { provide: Journeys, useValue: parts.journeys },
      { provide: Connections, useValue: parts.connections.grpc },
      { provide: readinessParts, useValue: parts.readiness },
      { provide: gatewayLog, useValue: log },
    ],
  })
  class GatewayModule {}

  const adapter = httpsAdapter(parts.tls, gateway.limits, parts.connections.https);
  const app = await NestFactory.create<NestFastifyApplication>(GatewayModule, adapter, { bodyParser: false, logger: nestLogger(log) });
  app.useGlobalFilters(new ProblemFilter(log));
  if (gateway.grpc !== undefined) {
    app.connectMicroservice({ strategy: new BoundedGrpc(gateway.grpc, parts.credentials, parts.connections.grpc) });
    await app.startAllMicroservices();
  }
  await app.listen(...addressIn(gateway.https));
  return app;
}
