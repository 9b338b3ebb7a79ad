import type { HubConfig } from '@lienthong/config';

/** The gateway's topics are those of a zone of this name; the configuration gives it to no other. */
export const gatewayZone = 'gateway';

/** Every process that hands something in has topics of its own: the connectors' zones and, where it runs, the gateway. */
export const zonesWithTopics = ({ zones, gateway }: Pick<HubConfig, 'zones' | 'gateway'>): string[] => [
  ...Object.keys(zones),
  ...(gateway ? [gatewayZone] : []),
];
