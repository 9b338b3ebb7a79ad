import { authSchema, duration, size, url, z } from '@lienthong/adapter-kit';

const poll = z.strictObject({
  limit: z.int().min(1).max(1_000).default(100).describe('Most changes in one answer'),
  wait: duration.prefault('5s').describe('How long the system may hold a question open when there is no change; whole seconds'),
  maxBody: size.prefault('64KiB').describe('Largest message; of a larger one only its size and digest are taken'),
});

export const oneStopConfig = z.strictObject({
  baseUrl: url.describe("Address of the one-stop system's REST door"),
  auth: authSchema.describe('How the hub names itself, usually static-headers with X-Api-Key'),
  poll: poll.prefault({}).describe('How changes are fetched'),
  timeout: duration.prefault('30s').describe('Longest time for one delivery'),
});

export type OneStopConfig = z.output<typeof oneStopConfig>;
