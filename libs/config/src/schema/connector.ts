import { z } from 'zod';
import { maintenance } from './maintenance';
import { count, messageType, name, partyCode, rate } from './units';

const delivery = z.strictObject({
  concurrency: count().max(1_000).default(64).describe('Attempts at once'),
  rate: rate().optional().describe('Most attempts in a time; absent: as many as the counterpart takes'),
});

export const connector = z.strictObject({
  name: name().describe('Unique name: the authenticated channel of what it hands in'),
  adapter: z.string().min(1).describe('Type of the adapter that speaks the protocol'),
  zone: name().describe('Zone in whose process it runs'),
  parties: z.array(partyCode()).min(1).describe('Codes of the parties that this channel may carry, either way'),
  asserted: z
    .array(
      z.strictObject({
        sender: partyCode().describe('Code of a party that does not sign; one to which a certificate is bound always has to'),
        types: z.array(messageType()).min(1).describe('Message types that are taken from it unsigned'),
      }),
    )
    .optional()
    .describe(
      "What is taken unsigned, on this connector's word: its counterpart authenticates to it, not to the receiver. Absent: nothing",
    ),
  delivery: delivery.prefault({}).describe('How much the counterpart is asked to take'),
  mapping: name()
    .optional()
    .describe('Mapping of `mappings/` through which goes what the adapter writes; absent: as the adapter writes it'),
  maintenance: z
    .array(maintenance)
    .default([])
    .describe('When nothing is delivered because the counterpart is known to be away; nothing is counted as a failure'),
  config: z.unknown().describe("The adapter's own settings"),
});
