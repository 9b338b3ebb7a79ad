import type { Address } from './reach';

/** Every address in a connector's configuration, each once. */
export function addressesIn(config: unknown): Address[] {
  const addresses = textsIn(config).flatMap(addressOf);
  return [...new Map(addresses.map((address) => [named(address), address])).values()];
}

/** `host:port` of every address in a connector's configuration: all that its HTTP client may call. */
export const hostsIn = (config: unknown): string[] => addressesIn(config).map(named);

/** The file with the authorities that the counterpart's certificate is verified by, where there is one. */
export function caFileIn(config: unknown): string | undefined {
  if (typeof config !== 'object' || config === null) return undefined;
  if ('caFile' in config && typeof config.caFile === 'string') return config.caFile;
  return Object.values(config)
    .map(caFileIn)
    .find((found) => found !== undefined);
}

function textsIn(config: unknown): string[] {
  if (typeof config === 'string') return [config];
  return typeof config === 'object' && config !== null ? Object.values(config).flatMap(textsIn) : [];
}

function addressOf(text: string): Address[] {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return [];
  const { hostname, port, protocol } = new URL(text);
  const isTls = protocol === 'https:';
  return [{ host: hostname, port: Number(port) || (isTls ? 443 : 80), isTls }];
}

const named = ({ host, port }: Address): string => `${host}:${port}`;
