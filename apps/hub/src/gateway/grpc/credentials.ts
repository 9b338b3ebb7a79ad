import { ServerCredentials } from '@grpc/grpc-js';
import type { SecureContextOptions } from 'node:tls';
import { type TlsFiles, handshakeMs } from '../http/server';

/**
 * TLS that asks for a client certificate and takes those who have none. grpc-js shows a certificate only where the handshake could lead it to
 * a root, so that it has to know the roots of the active rules; our own judgement comes on top.
 */
export class GatewayCredentials extends ServerCredentials {
  private readonly own: SecureContextOptions;

  constructor({ certificate, key }: TlsFiles) {
    const own: SecureContextOptions = { cert: certificate, key, minVersion: 'TLSv1.2', ca: [] };
    super({ requestCert: true, rejectUnauthorized: false, handshakeTimeout: handshakeMs }, own);
    this.own = own;
  }

  /** PEM of all that may stand above a client's certificate; counts for connections from now on. */
  trust(authorities: readonly string[]): void {
    this.updateSecureContextOptions({ ...this.own, ca: [...authorities] });
  }

  override _equals(other: ServerCredentials): boolean {
    return this === other;
  }
}
