import { z } from 'zod';
import { name, partyCode } from './units';

export const connector = z.strictObject({
  name: name().describe('Unique name: the authenticated channel of what it hands in'),
  adapter: z.string().min(1).describe('Type of the adapter that speaks the protocol'),
  zone: name().describe('Zone in whose process it runs'),
  parties: z.array(partyCode()).min(1).describe('Codes of the parties that this channel may carry, either way'),
  config: z.unknown().describe("The adapter's own settings"),
});
