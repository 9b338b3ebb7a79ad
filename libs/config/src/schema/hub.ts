import { z } from 'zod';
import { gateway } from './gateway';
import { kafka } from './kafka';
import { postgres } from './postgres';
import { sealKey } from './seal-key';
import { count, duration, name, path, size } from './units';

/** With its signature, and rendered for a connector, a message must fit one record of Kafka (1 MiB). */
const largestMessage = 512 * 1024;

/** Work in hand for longer than a quarter of an hour passes for a hung client. */
const leases = { min: 1_000, max: 600_000 };

const installation = z.strictObject({
  name: z.string().min(1).max(100).describe('Name of this installation, shown to operators'),
  mode: z.enum(['dev', 'test', 'production']).describe('`dev` relaxes what a laptop cannot keep; nothing else does'),
});

const log = z.strictObject({
  origin: z
    .string()
    .regex(/^[^\s+]{1,200}$/)
    .meta({ examples: ['log.example.gov.vn/hub'] })
    .describe('Origin line of the checkpoints and name of the log key (C2SP tlog-checkpoint); never changed later'),
  keyFile: path().describe('Ed25519 key that signs checkpoints; PKCS#8 PEM'),
  sealKey: sealKey.describe("What signs `seal.txt`: the key of the hub's own certificate, in a file, on a token or at a signing service"),
  tilesDir: path().describe('Folder of the published log: tiles, checkpoint, seals'),
  sealEvery: duration().prefault('50ms').describe('Shortest time between two seals'),
  publishEvery: duration()
    .prefault('1s')
    .describe('Shortest time between two publications of the newest seal in `log.tilesDir`; receipts wait for it, deliveries do not'),
});

const whileUnknown = z.enum(['park', 'refuse', 'accept']);

const revocation = z.strictObject({
  allow: z
    .array(
      z
        .string()
        .min(1)
        .meta({ examples: ['ocsp.ca.gov.vn'] }),
    )
    .default([])
    .describe('Hosts (`name` or `name:port`) that may be asked for OCSP, CRL and issuer certificates'),
  onUnavailable: whileUnknown
    .default('park')
    .describe(
      'What happens to a message while nobody can tell whether its certificate is revoked. `accept`: it is delivered, labelled so in verdict and receipt, and judged again until somebody can; if it was revoked, operators have to tell the receivers',
    ),
  byType: z
    .record(z.string().regex(/^[a-z][a-z0-9.-]{0,99}$/), whileUnknown)
    .default({})
    .describe('The same for single document types, e.g. `dossier.status-changed: accept`'),
});

const timestamps = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).describe('Time-stamping authority (RFC 3161 over HTTP)'),
  every: duration().prefault('10m').describe('Shortest time between two time stamps of checkpoints'),
});

const limits = z.strictObject({
  message: size()
    .refine((bytes) => bytes <= largestMessage, { error: 'at most 512KiB', params: { vi: 'nhiều nhất 512KiB' } })
    .prefault('64KiB')
    .describe('Largest message that is taken, at most `512KiB`; larger ones are refused'),
  clockSkew: duration().prefault('5m').describe("How far a sender's clock may be ahead"),
  seenDays: count().default(400).describe('Days in which a repeated message is recognised; older messages are refused'),
});

const delivery = z.strictObject({
  lease: duration()
    .refine((ms) => ms >= leases.min && ms <= leases.max, { error: 'from 1s to 10m', params: { vi: 'từ 1s đến 10m' } })
    .prefault('30s')
    .describe(
      'Time from handing a delivery to its connector until it is handed over again, `1s` to `10m`; an attempt gets four fifths of it',
    ),
  window: count().max(10_000).default(256).describe('Unconfirmed deliveries of one connector at most'),
  attempts: count().default(20).describe('Attempts before a delivery waits for an operator'),
  backoff: z
    .strictObject({
      first: duration().prefault('1s').describe('Wait after the first failed attempt; doubles with each'),
      max: duration().prefault('5m').describe('Longest wait between two attempts'),
    })
    .prefault({})
    .describe('Waiting between attempts'),
});

/** The gateway's topics are named like those of a zone. */
const zoneName = () =>
  name().refine((zone) => zone !== 'gateway', { error: 'gateway is the name of a role', params: { vi: 'gateway là tên của một vai trò' } });

export const hub = z.strictObject({
  installation: installation.describe('Which installation this is'),
  kafka: kafka.describe('The transport'),
  postgres: postgres.describe('The queue of record'),
  log: log.describe('The evidence log'),
  revocation: revocation.prefault({}).describe('How certificate status is learned'),
  timestamps: timestamps.optional().describe('Time stamps of checkpoints; absent: none'),
  limits: limits.prefault({}).describe('Limits that decide messages'),
  delivery: delivery.prefault({}).describe('Attempts at delivery'),
  gateway: gateway.optional().describe('The role that serves department systems by HTTPS and gRPC; absent: it does not run'),
  zones: z.record(zoneName(), z.strictObject({})).describe('Connector processes; each has its own secrets and topics'),
});
