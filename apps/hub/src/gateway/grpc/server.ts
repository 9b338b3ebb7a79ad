import { type GrpcOptions, Transport } from '@nestjs/microservices';
import { SignatureService } from '@lienthong/message';
import type { GatewayCredentials } from './credentials';
import { definitionOf } from './definition';

/** A piece of a stream, or a whole small file with its options. */
const messageBytes = 2 * 1024 ** 2;

export const grpcOptions = (address: string, credentials: GatewayCredentials): GrpcOptions => ({
  transport: Transport.GRPC,
  options: {
    url: address,
    package: 'lienthong.v1',
    packageDefinition: { [SignatureService.typeName]: definitionOf(SignatureService) },
    credentials,
    gracefulShutdown: false,
    channelOptions: {
      'grpc.max_receive_message_length': messageBytes,
      'grpc.max_concurrent_streams': 100,
      'grpc.max_connection_idle_ms': 60_000,
      'grpc.keepalive_time_ms': 30_000,
      'grpc.keepalive_timeout_ms': 10_000,
    },
  },
});
