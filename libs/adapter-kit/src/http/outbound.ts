import { later } from '@lienthong/message';
import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { buildConnector } from 'undici';

/** Client certificate for TLS, PEM. */
export interface Mtls {
  readonly cert: string;
  readonly key: string;
  readonly ca?: string;
}

export interface OutboundRules {
  /** Throws when the address is not on the list. */
  admit(url: URL): void;
  /** May a name of the list lead to this IP address? */
  leadsTo(address: string): boolean;
}

/** RFC 6890 and RFC 4193: networks that no public name should lead into. */
const reserved = blockList([
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.168.0.0/16'],
  ...['198.18.0.0/15', '224.0.0.0/3', '::/127', '64:ff9b::/96', 'fc00::/7', 'fe80::/10', 'ff00::/8'],
]);

export function outboundRules(allow: readonly string[]): OutboundRules {
  const ranges = blockList(allow.filter((entry) => entry.includes('/')));
  const hosts = new Set(allow.filter((entry) => !entry.includes('/')).map((entry) => entry.toLowerCase()));
  return {
    admit({ protocol, hostname, port }) {
      const address = `${hostname.toLowerCase()}:${port || (protocol === 'https:' ? 443 : 80)}`;
      if (!/^https?:$/.test(protocol) || !hosts.has(address))
        throw later('delivery.unavailable', { reason: 'not in the outbound allow-list', address });
    },
    leadsTo: (address) => !holds(reserved, address) || holds(ranges, address),
  };
}

type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;
const systemLookup: Resolve = lookup;

/** A listed literal address is its own permission: only names pass through the look-up. */
export function connectOptions(rules: OutboundRules, timeout: number, mtls?: Mtls, resolve = systemLookup): buildConnector.BuildOptions {
  const guarded: LookupFunction = (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const good = addresses.filter(({ address }) => hostname === 'localhost' || rules.leadsTo(address));
      const [first] = good;
      if (!first)
        return callback(Object.assign(new Error('the name leads into a private network that is not allowed'), { code: 'EPRIVATE' }), []);
      return options.all ? callback(null, good) : callback(null, first.address, first.family);
    });
  };
  return { timeout, lookup: guarded, ...mtls };
}

function blockList(cidrs: readonly string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [network = '', prefix] = cidr.split('/');
    list.addSubnet(network, Number(prefix), isIP(network) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

const holds = (list: BlockList, address: string): boolean => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
