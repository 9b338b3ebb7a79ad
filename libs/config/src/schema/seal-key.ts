import { z } from 'zod';
import { path } from './units';

const certificatesFile = path().describe('PEM of the certificate of the key, then of its issuers');

/** Where the key of the hub's own certificate lives. */
export const sealKey = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('pkcs12').describe('A PKCS#12 file with key and certificates'),
    pkcs12File: path().describe("The hub's own certificate and key; PKCS#12"),
    passwordFile: path().describe('File that holds the password of the PKCS#12 file'),
  }),
  z.strictObject({
    kind: z.literal('pem').describe('PEM files'),
    keyFile: path().describe('PEM of the private key; PKCS#8'),
    certificatesFile,
    passwordFile: path().optional().describe('File that holds the password of the key; absent: it has none'),
  }),
  z.strictObject({
    kind: z.literal('pkcs11').describe('A token or HSM (PKCS#11)'),
    moduleFile: path().describe("The maker's PKCS#11 library"),
    token: z.string().min(1).max(32).describe('Label of the token'),
    key: z.string().min(1).max(200).describe('Label of the key on the token'),
    pinFile: path().describe('File that holds the PIN. A wrong one is shown to the token once, and the core then waits for an operator'),
    certificatesFile: certificatesFile.optional(),
    environment: z
      .record(z.string(), z.string())
      .default({})
      .describe('The whole environment of the library, such as `SOFTHSM2_CONF`; nothing else of ours reaches it'),
  }),
  z.strictObject({
    kind: z.literal('remote').describe('A signing service over mutual TLS'),
    url: z.url({ protocol: /^https$/ }).describe('Address of the service'),
    key: z.string().min(1).max(200).describe('Name of the key as the service knows it'),
    certificatesFile,
    tlsCertificateFile: path().describe("PEM of the hub's certificate for the connection"),
    tlsKeyFile: path().describe('PEM of its key'),
    caFile: path().describe("PEM of the authorities that may have issued the service's certificate"),
  }),
]);
