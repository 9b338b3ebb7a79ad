import { z } from 'zod';
import { messageType, name, partyCode } from './units';

export const agreements = z.array(
  z.strictObject({
    id: name().describe('Unique name of the agreement'),
    sender: partyCode().describe('Code of the party that sends'),
    types: z.array(messageType()).min(1).describe('Message types that it may send'),
    receivers: z.array(partyCode()).min(1).describe('Codes of the parties that it may send them to'),
    onlyNamed: z.boolean().default(false).describe('A message that names no receiver does not go to these'),
  }),
);
