import { z } from 'zod';
import { secretFile } from '../../config';
import type { Auth } from '../auth';
import type { Mtls } from '../outbound';
import type { AuthDeps } from './deps';

/** The TLS handshake is the authentication: the files belong to the client that is built for the connector. */
export const mtlsSchema = z.strictObject({
  kind: z.literal('mtls'),
  certificateFile: secretFile.describe('PEM file with the client certificate and its chain'),
  keyFile: secretFile.describe('PEM file with the private key'),
  caFile: secretFile.optional().describe("PEM file with the roots for the server's certificate; the system's roots when absent"),
});

/** For `createHttpClient`. */
export async function readMtls(
  { certificateFile, keyFile, caFile }: z.output<typeof mtlsSchema>,
  secret: AuthDeps['secret'],
): Promise<Mtls> {
  return { cert: await secret(certificateFile), key: await secret(keyFile), ...(caFile && { ca: await secret(caFile) }) };
}

export const mtls: Auth = {
  authorise: (request) => Promise.resolve(request),
  renew: () => Promise.resolve(false),
};
