import type { IncomingMessage } from 'node:http';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { FastifyReply } from 'fastify';
import type { Answering, Connection } from '../caller/caller';

const longest = 8;

type Known = Omit<Connection, 'answering' | 'bearer'>;

/** Reading it costs more than all else of a small request; no handshake follows the first one on a connection. */
const known = new WeakMap<object, Known>();
const replies = new WeakMap<IncomingMessage, FastifyReply>();

/** Every request is announced once, so that its connection can tell more than one controller's answer. */
export function announce(request: IncomingMessage, reply: FastifyReply): void {
  replies.set(request, reply);
}

/** Who is at the other end of an HTTPS request, as its handshake tells. */
export function connectionOf(request: IncomingMessage): Connection {
  const { socket } = request;
  const found = known.get(socket) ?? read(socket as TLSSocket);
  known.set(socket, found);
  const reply = replies.get(request);
  const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return { ...found, ...(bearer !== undefined && { bearer }), ...(reply && { answering: answeringOf(reply) }) };
}

const answeringOf = (reply: FastifyReply): Answering => ({
  tell: (headers) => {
    for (const [name, value] of Object.entries(headers)) {
      const before = reply.getHeader(name);
      void reply.header(name, before === undefined ? value : `${String(before)}, ${value}`);
    }
  },
  whenOver: (listener) => {
    if (reply.raw.closed) listener();
    else reply.raw.once('close', listener);
  },
});

const read = (socket: TLSSocket): Known => ({
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
