import { z } from 'zod';
import { count, duration, hostAndPort, name, partyCode, path, size } from './units';

/** No upload is larger: what holds it in one piece while it is judged is a thread with a limit of its own. */
const largestFile = 256 * 1024 ** 2;

const tls = z.strictObject({
  certificateFile: path().describe("PEM of the gateway's certificate and its issuers"),
  keyFile: path().describe('PEM of its private key'),
  issuersFile: path()
    .optional()
    .describe(
      'PEM of authorities between the roots and the certificates of the parties; needed for gRPC, where clients cannot hand them in',
    ),
});

const verify = z.strictObject({
  open: z.boolean().default(false).describe('Everybody may have signatures verified, not only the parties'),
  callerTrust: z.boolean().default(false).describe('A request may name roots of its own (`trust`); else those of the active rules count'),
});

const limits = z
  .strictObject({
    upload: size()
      .refine((bytes) => bytes <= largestFile, { error: 'at most 256MiB', params: { vi: 'nhiều nhất 256MiB' } })
      .prefault('50MiB')
      .describe('Largest file that is verified or signed, at most `256MiB`'),
    perAddress: count().default(60).describe('Requests of one address a minute, whoever sends them without a certificate of a party'),
    perParty: count().default(600).describe('Requests of one party a minute'),
    messagesPerParty: count()
      .min(100)
      .default(6_000)
      .describe('Messages that one party may hand in within a minute, at least 100; of a batch each counts'),
    concurrentPerParty: count()
      .default(32)
      .describe('Requests of one party under way at once over HTTPS, those that wait included; more are answered 429'),
    disk: count()
      .max(100)
      .default(80)
      .describe('Percent of the file system of the data folder that may be in use; above it messages are answered 503'),
    request: duration().prefault('2m').describe('Time for a whole request to come in'),
    uploads: size().prefault('1GiB').describe('All uploads under way together, in memory and on disk; more are answered 503'),
    connections: count().default(500).describe('HTTPS connections at once; more are closed'),
    grpcConnections: count()
      .default(100)
      .describe('gRPC connections at once; each may hold 16 messages of 2 MiB before it is known whose they are'),
    connectionsPerAddress: count()
      .default(50)
      .describe(
        'Connections at once of one address (of an IPv6 network of 64 bits) on either port; behind a load balancer as many as there may be',
      ),
  })
  .refine(({ upload, uploads }) => upload <= uploads, {
    error: 'uploads must be at least upload',
    params: { vi: 'uploads phải ít nhất bằng upload' },
  });

const workers = z.strictObject({
  threads: count().max(64).default(2).describe('Threads that verify and sign'),
  queue: count().max(10_000).default(64).describe('Requests that wait for a thread at most; more are answered 503'),
  time: duration().prefault('30s').describe('Time for one file, waiting included; a thread that takes longer is ended'),
  memory: size().prefault('512MiB').describe('Heap of one thread; one that needs more is ended'),
});

const password = { passwordFile: path().optional().describe('File that holds the password or PIN; absent: none') };

const signer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pkcs12').describe('PKCS#12 file'), file: path().describe('Key and certificates'), ...password }),
  z.strictObject({
    kind: z.literal('pem').describe('PEM files'),
    keyFile: path().describe('Private key, PKCS#8'),
    certificatesFile: path().describe("The key's certificate and its issuers"),
    ...password,
  }),
  z.strictObject({
    kind: z.literal('pkcs11').describe('Token or HSM'),
    moduleFile: path().describe('Shared library of the token'),
    token: z.string().min(1).describe('Label of the token'),
    key: z.string().min(1).describe('Label of the key'),
    certificatesFile: path().optional().describe("The key's certificate and its issuers; absent: those on the token"),
    environment: z.record(z.string(), z.string()).default({}).describe('The whole environment of the library'),
    ...password,
  }),
  z.strictObject({
    kind: z.literal('remote').describe('Signing service'),
    url: z.url({ protocol: /^https$/ }).describe('Address of the service'),
    key: z.string().min(1).describe('Name of the key there'),
    certificatesFile: path().describe("The key's certificate and its issuers"),
    clientCertificateFile: path().describe('PEM of our certificate for the connection'),
    clientKeyFile: path().describe('PEM of its private key'),
    authoritiesFile: path().describe("PEM of the authorities behind the service's certificate"),
    ...password,
  }),
]);

const key = z.strictObject({
  signer: signer.describe('Where the key lives'),
  grants: z.array(partyCode()).min(1).describe('Codes of the parties that may have it sign'),
});

const oauth = z.strictObject({
  issuer: z
    .url({ protocol: /^https$/ })
    .refine((url) => !url.endsWith('/'), { error: 'without a slash at its end', params: { vi: 'không có dấu gạch chéo ở cuối' } })
    .describe('Address of the gateway as its callers know it: issuer and audience of tokens'),
  keyFile: path().describe('PEM of the key that signs tokens; provisioning makes it'),
  formerKeyFile: path().optional().describe('PEM of the key before it, whose tokens are still taken'),
});

export const gateway = z.strictObject({
  https: hostAndPort().describe('Address on which HTTPS is served'),
  grpc: hostAndPort().optional().describe('Address on which gRPC is served, with the same certificate; absent: none'),
  tls: tls.describe('How the gateway proves itself'),
  oauth: oauth.optional().describe('Access tokens for those who prove the key of a certificate; absent: none'),
  verify: verify.prefault({}).describe('Who may verify under what'),
  limits: limits.prefault({}).describe('What one caller may use'),
  workers: workers.prefault({}).describe('Where files are judged'),
  keys: z.record(name(), key).default({}).describe('Keys that sign for parties'),
});
