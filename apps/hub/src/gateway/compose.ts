import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { RevocationService, TimestampClient } from '@lienthong/authority';
import type { GatewayConfig, HubConfig } from '@lienthong/config';
import { type KafkaClient, type Producer, topicName } from '@lienthong/kafka';
import type { Logger } from '@lienthong/runtime';
import { InboxReader, SeenReader } from '@lienthong/store';
import { parsePem } from '@lienthong/trust';
import type { Pool } from 'pg';
import { v7 as newId } from 'uuid';
import { readSecret } from '../credentials';
import { durableTopic } from '../durable';
import { gatewayZone } from '../zones';
import { Authenticator } from './caller/authenticate';
import { Limits } from './caller/limits';
import { Reception } from './caller/reception';
import { Connections } from './connections';
import { Disk } from './disk';
import { GatewayCredentials } from './grpc/credentials';
import { InboxDesk } from './inbox/desk';
import { GatewayRules } from './rules';
import { DurableLog } from './durable-log';
import { type Accepted, MessageDesk } from './messages/desk';
import { Journeys } from './messages/journeys';
import { KnownMessages } from './messages/known';
import { ActLog } from './sign/act-log';
import { SignDesk } from './sign/desk';
import { KeyRing } from './sign/key-ring';
import { ownStatus } from './sign/own-status';
import { UploadBudget } from './upload/budget';
import { UploadFolder } from './upload/folder';
import { VerifyDesk } from './verify/desk';
import { oauthOf } from './token/compose';
import { Workers } from './work/workers';

export interface GatewaySurroundings {
  readonly config: HubConfig;
  readonly gateway: GatewayConfig;
  readonly data: string;
  readonly pool: Pool;
  readonly client: KafkaClient;
  readonly producer: Producer;
  readonly log: Logger;
}

export type GatewayParts = Awaited<ReturnType<typeof composeGateway>>;

/** A time stamp that somebody waits for: one attempt. */
const stampMs = 20_000;

/** The gateway out of its parts. */
export async function composeGateway({ config, gateway, data, pool, client, producer, log }: GatewaySurroundings) {
  const clock = (): Date => new Date();
  const elapsedMs = (): number => performance.now();
  const tls = { certificate: readSecret(gateway.tls.certificateFile), key: readSecret(gateway.tls.keyFile) };
  const issuersPem = gateway.tls.issuersFile === undefined ? '' : readSecret(gateway.tls.issuersFile);
  const issuers = issuersPem === '' ? [] : parsePem(issuersPem);
  const credentials = new GatewayCredentials(tls);
  const rules = new GatewayRules(pool, elapsedMs, (parties) =>
    credentials.trust([...parties.rules.roots.map(({ pem }) => pem), issuersPem]),
  );
  const revocation = new RevocationService({ hosts: config.revocation.allow, clock, log });
  const folder = await UploadFolder.open(join(data, 'gateway', 'uploads'));
  const workers = new Workers(gateway.workers);
  const signers = new Workers({ ...gateway.workers, threads: 1 }); // who verifies must not keep others from signing
  const logOn = (topic: string): DurableLog =>
    new DurableLog({ producer, topic, mustBeDurable: () => durableTopic(config, client, topic), elapsedMs });
  const actLog = logOn(topicName.results(gatewayZone));
  const acts = new ActLog(actLog);
  const intake = logOn(topicName.in(gatewayZone));
  const seen = new SeenReader(pool);
  const journeys: Journeys = new Journeys({ pool, rules, known: () => known, log: config.log });
  const known = new KnownMessages<Accepted>({
    contents: (identities) => seen.contents(identities),
    fate: (identity, accepted) => journeys.fate(identity, accepted),
  });
  const status = ownStatus(rules, revocation, clock);
  const keys = new KeyRing({ keys: gateway.keys, clock, random: randomBytes, status, log });
  const stamping =
    config.timestamps && new TimestampClient({ url: config.timestamps.url, random: randomBytes, timeoutMs: stampMs, backOffMs: [] });
  const oauth = gateway.oauth && oauthOf(gateway.oauth, clock);
  const authenticator = new Authenticator({ rules, revocation, issuers, clock, tokens: oauth?.tokens });
  const disk = new Disk({ folder: data, most: gateway.limits.disk, elapsedMs });
  const common = { rules, clock, fileBytes: gateway.limits.upload };
  return {
    tls,
    credentials,
    rules,
    keys,
    oauth: oauth?.served(authenticator),
    reception: new Reception({
      ...{ authenticator, limits: new Limits(gateway.limits) },
      ...{ folder, budget: new UploadBudget(gateway.limits.uploads), patienceMs: gateway.limits.request, log },
    }),
    connections: connectionsOf(gateway.limits, log),
    verifying: new VerifyDesk({ ...common, ...gateway.verify, workers, revocation }),
    signing: new SignDesk({
      ...{ ...common, workers: signers, keys, acts, newId },
      ...(stamping && { stamp: async (bytes: Uint8Array) => (await stamping.stamp(bytes)).token }),
    }),
    inbox: new InboxDesk(new InboxReader(pool)),
    messages: new MessageDesk({ rules, log: intake, known, disk, mostBytes: config.limits.message }),
    journeys,
    readiness: { rules, acts: actLog, intake, disk, keys },
    close: async (): Promise<void> => {
      await workers.close();
      await signers.close();
      await keys.close();
      await stamping?.close();
      await revocation.close();
    },
  };
}

const toldMs = 60_000;

/** Of both ports. What is closed is told once a minute at most. */
function connectionsOf(limits: GatewayConfig['limits'], log: Logger): Record<'https' | 'grpc', Connections> {
  const toldOf = (port: string): (() => void) => {
    let [closed, next] = [0, 0];
    return () => {
      closed++;
      if (performance.now() < next) return;
      next = performance.now() + toldMs;
      log.warn({ port, closed }, 'connections beyond gateway.limits were closed');
    };
  };
  const perAddress = limits.connectionsPerAddress;
  return {
    https: new Connections({ all: limits.connections, perAddress }, toldOf('https')),
    grpc: new Connections({ all: limits.grpcConnections, perAddress }, toldOf('grpc')),
  };
}
