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
      // a message is buffered before anybody is asked who sends it: few at once, and no connection lives for ever
      'grpc.max_concurrent_streams': 16,
      'grpc.max_connection_age_ms': 600_000,
      'grpc.max_connection_age_grace_ms': 60_000,
      'grpc.max_connection_idle_ms': 60_000,
      'grpc.keepalive_time_ms': 30_000,
      'grpc.keepalive_timeout_ms': 10_000,
    },
  },
});
