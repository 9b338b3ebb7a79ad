import { z } from 'zod';
import { instant, messageType, name, partyCode } from './units';

const when = z.strictObject({
  type: messageType().describe('Message type'),
  sender: partyCode().optional().describe('Code of the sending party; absent: any'),
  receiver: partyCode().optional().describe('Code of the receiving party; absent: any'),
});

/** In order: for each receiver of a message the first route that matches. */
export const routes = z.array(
  z.strictObject({
    id: name().describe('Unique name of the route'),
    when: when.describe('What must hold'),
    to: z.strictObject({ connector: name().describe('Name of a connector') }).describe('Destination'),
  }),
);

const expected = z
  .strictObject({
    connectors: z.array(name()).min(1).optional().describe('Destinations in any order. This or `code`'),
    code: z.string().min(1).optional().describe('Error code of a refusal. This or `connectors`'),
  })
  .refine(({ connectors, code }) => (connectors === undefined) !== (code === undefined), {
    error: 'exactly one of connectors and code',
    params: { vi: 'phải có đúng một trong hai: connectors, code' },
  });

export const routeTests = z.array(
  z.strictObject({
    name: z.string().min(1).describe('What the case shows'),
    message: z
      .strictObject({
        type: messageType().describe('Message type'),
        sender: partyCode().describe('Code or alias of the sending party'),
        receivers: z.array(partyCode()).default([]).describe('Codes or aliases; empty: all receivers of the agreement'),
        at: instant().optional().describe('When it is accepted: organisations change; absent: in their newest state'),
      })
      .describe('The message'),
    expect: expected.describe('What becomes of it'),
  }),
);
