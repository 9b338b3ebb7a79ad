import { authSchema, duration, listenAddress, secretFile, size, url, z } from '@lienthong/adapter-kit';

const sink = z.strictObject({
  url: url.describe("Address of the department's receiver; `https` outside of one machine"),
  secretFile: secretFile.describe('File with the secret of the signatures: `whsec_` and 24 to 64 bytes in base64'),
  previousSecretFile: secretFile
    .optional()
    .describe('File with the secret before it: while it is named, every delivery carries a signature of each'),
  auth: authSchema.optional().describe('How the hub names itself besides, where a gateway in front of the receiver asks for it'),
  timeout: duration.prefault('15s').describe('Longest time for one delivery'),
  maxAnswer: size.prefault('64KiB').describe('Largest answer that is read'),
});

const source = z.strictObject({
  listen: listenAddress.describe('Address of the door; connectors of one zone may share it, each has its own path `/v1/messages/<name>`'),
  tokenFile: secretFile.describe("File with the department's access token"),
  maxBody: size.prefault('64KiB').describe('Largest message'),
  bodyTimeout: duration.prefault('10s').describe('Longest time in which a message must have arrived; the same for all who share a door'),
  maxConnections: z.int().min(1).max(10_000).default(256).describe('Most connections at once; the same for all who share a door'),
});

export const webhookConfig = z
  .strictObject({
    sink: sink.optional().describe('To the department'),
    source: source.optional().describe('From the department'),
  })
  .refine((config) => config.sink ?? config.source, 'sink or source, or both');

export type WebhookConfig = z.output<typeof webhookConfig>;
export type SinkConfig = z.output<typeof sink>;
export type DoorConfig = z.output<typeof source>;
