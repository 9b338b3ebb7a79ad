import { Server, type ServerOptions } from '@grpc/grpc-js';
import { ServerGrpc } from '@nestjs/microservices';
import { SignatureService } from '@lienthong/message';
import { once } from 'node:events';
import { type Server as Listener, createServer } from 'node:net';
import { addressIn } from '../address';
import type { Connections } from '../connections';
import type { GatewayCredentials } from './credentials';
import { definitionOf } from './definition';

/** A piece of a stream, or a whole small file with its options. */
const messageBytes = 2 * 1024 ** 2;

const channel: ServerOptions = {
  'grpc.max_receive_message_length': messageBytes,
  // a message is buffered before anybody is asked who sends it: few at once, and no connection lives for ever
  'grpc.max_concurrent_streams': 16,
  'grpc.max_connection_age_ms': 600_000,
  'grpc.max_connection_age_grace_ms': 60_000,
  'grpc.max_connection_idle_ms': 60_000,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
};

/** Nest's gRPC behind a listener of ours: its own takes any number of connections. */
export class BoundedGrpc extends ServerGrpc {
  private listener: Listener | undefined;

  constructor(
    private readonly address: string,
    private readonly credentials: GatewayCredentials,
    private readonly connections: Connections,
  ) {
    const packageDefinition = { [SignatureService.typeName]: definitionOf(SignatureService) };
    super({ url: address, package: 'lienthong.v1', packageDefinition });
  }

  override async createClient(): Promise<Server> {
    const server = new Server(channel);
    const door = server.createConnectionInjector(this.credentials);
    const listener = createServer({ noDelay: true }, (socket) => {
      socket.on('error', () => socket.destroy()); // before TLS takes it over
      if (this.connections.admit(socket)) door.injectConnection(socket);
    });
    listener.listen(...addressIn(this.address));
    await once(listener, 'listening');
    this.listener = listener;
    return server;
  }

  override async close(): Promise<void> {
    this.listener?.close();
    await super.close();
    this.connections.close();
  }
}
