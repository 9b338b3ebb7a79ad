import type { HubConfig } from '@lienthong/config';

/** The gateway's topics are those of a zone of this name; the configuration gives it to no other. */
export const gatewayZone = 'gateway';

/** The channel of one party at the gateway: what its own certificate handed in, and nobody else's. */
export const gatewayChannel = (party: string): string => `${gatewayZone}:${party}`;

/** Code of the party whose channel it is; `undefined`: a configured connector, whose name has no colon. */
export const partyOfChannel = (connector: string): string | undefined =>
  connector.startsWith(`${gatewayZone}:`) ? connector.slice(gatewayZone.length + 1) : undefined;

/** Every process that hands something in has topics of its own: the connectors' zones and, where it runs, the gateway. */
export const zonesWithTopics = ({ zones, gateway }: Pick<HubConfig, 'zones' | 'gateway'>): string[] => [
  ...Object.keys(zones),
  ...(gateway ? [gatewayZone] : []),
];
