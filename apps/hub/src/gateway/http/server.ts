import { constants } from 'node:crypto';
import type { Socket } from 'node:net';
import type { ServerOptions } from 'node:https';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { GatewayConfig } from '@lienthong/config';
import type { Connections } from '../connections';
import { Refusal } from '../refusal';
import { announce } from './connection';
import { problemOf } from './problem';

export interface TlsFiles {
  /** PEM texts. */
  readonly certificate: string;
  readonly key: string;
}

/** Ids of messages have up to 200 characters, three times that where they are percent-encoded. */
const pathBytes = 600;
/** More is answered 431: a signature with the certificates of its issuers stands in one of them. */
const headerBytes = 32 * 1024;
/** A handshake, and the headers of a request, within so many milliseconds. */
export const handshakeMs = 10_000;

/** HTTPS that asks everybody for a certificate and takes those who have none: what one is worth is judged by request, under the active rules. */
export function httpsAdapter(
  { certificate, key }: TlsFiles,
  { request }: GatewayConfig['limits'],
  connections: Connections,
): FastifyAdapter {
  const https: ServerOptions = {
    ...{ cert: certificate, key, requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2', handshakeTimeout: handshakeMs },
    ...{ maxHeaderSize: headerBytes, headersTimeout: Math.min(handshakeMs, request), requestTimeout: request },
    ...{ keepAliveTimeout: 30_000, connectionsCheckingInterval: 1_000 },
    // a resumed session shows the client's certificate without its issuers, a second handshake could show another one
    secureOptions: constants.SSL_OP_NO_TICKET | constants.SSL_OP_NO_RENEGOTIATION,
  };
  const adapter = new FastifyAdapter({
    https,
    routerOptions: { maxParamLength: pathBytes },
    ...{ requestTimeout: request, keepAliveTimeout: 30_000, forceCloseConnections: 'idle', clientErrorHandler: answerBroken },
  });
  const instance = adapter.getInstance();
  instance.server.on('connection', (socket: Socket) => connections.admit(socket));
  instance.addHook('onRequest', ({ raw }, reply, done) => {
    announce(raw, reply);
    done();
  });
  // an answer waits in memory for whoever does not read it
  instance.addHook('onSend', ({ raw }, reply, _payload, done) => {
    const late = setTimeout(() => raw.socket.destroy(), request);
    reply.raw.once('close', () => clearTimeout(late));
    done();
  });
  // bodies are read by those who know what they may be, and after it is known whose they are
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('*', (_request, _payload, done) => done(null));
  return adapter;
}

/** What never became a request: nobody knows the language. */
function answerBroken(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = brokenCodes[error.code ?? ''] ?? 'gateway.malformed';
  const { problem, headers } = problemOf(new Refusal(code), 'vi');
  const body = JSON.stringify(problem);
  const lines = Object.entries({ ...headers, 'content-length': String(Buffer.byteLength(body)), connection: 'close' });
  socket.end(`HTTP/1.1 ${problem.status} ${code}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`);
}

const brokenCodes: Readonly<Record<string, 'gateway.slow' | 'gateway.headers-too-large'>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'gateway.slow',
  HPE_HEADER_OVERFLOW: 'gateway.headers-too-large',
};
