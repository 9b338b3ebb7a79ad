import type { IncomingMessage } from 'node:http';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { Connection } from '../caller/caller';

const longest = 8;

/** Reading it costs more than all else of a small request; no handshake follows the first one on a connection. */
const known = new WeakMap<object, Connection>();

/** Who is at the other end of an HTTPS request, as its handshake tells. */
export function connectionOf({ socket }: IncomingMessage): Connection {
  const found = known.get(socket) ?? read(socket as TLSSocket);
  known.set(socket, found);
  return found;
}

const read = (socket: TLSSocket): Connection => ({
  address: socket.remoteAddress ?? '',
  chain: chainOf(socket.getPeerCertificate(true)),
});

function chainOf(leaf: DetailedPeerCertificate): Uint8Array[] {
  const chain: Uint8Array[] = [];
  let one: DetailedPeerCertificate | undefined = leaf;
  // a certificate that issued itself is its own issuer there; without a certificate there is an empty object
  while (one && (one.raw as Buffer | undefined) && chain.length < longest) {
    chain.push(one.raw);
    one = (one.issuerCertificate as DetailedPeerCertificate | undefined) === one ? undefined : one.issuerCertificate;
  }
  return chain;
}
