import { z } from 'zod';
import { messageType, name, partyCode } from './units';

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
  config: z.unknown().describe("The adapter's own settings"),
});
