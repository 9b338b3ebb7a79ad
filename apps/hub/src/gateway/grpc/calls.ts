import type { ServerUnaryCall } from '@grpc/grpc-js';
import type { Connection } from '../caller/caller';

export type AnyCall = Pick<ServerUnaryCall<unknown, unknown>, 'getPeer' | 'getAuthContext' | 'metadata' | 'cancelled'> & {
  once(event: 'cancelled', listener: () => void): unknown;
};

/** Who is at the other end of a call, as its handshake tells. */
export function connectionOf(call: AnyCall): Connection {
  const raw = call.getAuthContext()?.sslPeerCertificate?.raw;
  return {
    address: call
      .getPeer()
      .replace(/:\d+$/, '')
      .replace(/^\[|\]$/g, ''),
    chain: raw ? [raw] : [],
  };
}

export const languageOf = ({ metadata }: AnyCall): string | undefined => metadata.get('accept-language')[0]?.toString();

/** Aborted when the caller leaves. */
export function goneOf(call: AnyCall): AbortSignal {
  const gone = new AbortController();
  if (call.cancelled) gone.abort();
  call.once('cancelled', () => gone.abort());
  return gone.signal;
}
