import { duration, z } from '@lienthong/adapter-kit';

export const inboxConfig = z.strictObject({
  party: z
    .string()
    .regex(/^[0-9A-Za-z.-]{1,35}$/, 'code of a party')
    .describe('Code of the party whose inbox it is; its certificate fetches from there'),
  timeout: duration.prefault('10s').describe('Longest time for one delivery'),
});

export type InboxConfig = z.output<typeof inboxConfig>;
