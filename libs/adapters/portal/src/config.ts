import { duration, listenAddress, secretFile, size, url, z } from '@lienthong/adapter-kit';
import { isStatus, type StatusCode } from '@lienthong/documents';

const path = z.string().regex(/^\/[!-~]*$/, 'a path that begins with /');
const status = z.custom<StatusCode>((value) => typeof value === 'string' && isStatus(value), 'a national status, "1" to "10"');

const source = z.strictObject({
  listen: listenAddress.describe('Address of the door into which the portal pushes'),
  tokenFile: secretFile.describe("File with the portal's access token"),
  maxBody: size.prefault('64KiB').describe('Largest message'),
  bodyTimeout: duration.prefault('10s').describe('Longest time in which a message must have arrived'),
  maxConnections: z.int().min(1).max(10_000).default(256).describe('Most connections at once'),
});

const sink = z.strictObject({
  baseUrl: url.describe("Address of the portal's adapter"),
  authPath: path.default('/adapter/auth').describe('Path of the log-in'),
  integrationPath: path.default('/adapter/integration').describe('Path of the integration services'),
  username: z.string().min(1).describe('User name'),
  passwordFile: secretFile.describe('File with the password'),
  dstcode: z.string().min(1).describe('Code of the portal in the exchange network'),
  madonvi: z.string().min(1).describe('Code of the calling unit'),
  temporaryCodes: z
    .array(z.string().regex(/^-?\w{1,20}$/))
    .default([])
    .describe('Values of `error_code` that pass by themselves: such a call is tried again, as one that failed'),
  procedureTtl: duration.prefault('1h').describe("How long the portal's own names of a procedure and its field are kept (`LayThuTuc`)"),
  timeout: duration.prefault('60s').describe('Longest time for one call'),
});

export const portalConfig = z
  .strictObject({
    source: source.optional().describe('From the portal'),
    sink: sink.optional().describe('To the portal'),
    statusMap: z.record(z.string(), status).default({}).describe('Local status → national status; the same where nothing is said'),
  })
  .refine((config) => config.source ?? config.sink, 'source or sink, or both');

export type PortalConfig = z.output<typeof portalConfig>;
export type DoorConfig = z.output<typeof source>;
export type DvcqgConfig = z.output<typeof sink>;
