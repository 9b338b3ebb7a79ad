import { z } from 'zod';
import { count, exactlyOne, hostAndPort, oneOf, path, port } from './units';

const login = {
  username: z.string().min(1).describe('User name at the brokers'),
  passwordFile: path().describe('File that holds the password'),
  tls: z.boolean().default(true).describe('Speak TLS to the brokers'),
  caFile: path().optional().describe("PEM of the authority behind the brokers' certificates; absent: the system's"),
};

const auth = z.discriminatedUnion('mechanism', [
  z.strictObject({ mechanism: z.literal('plain').describe('SASL PLAIN'), ...login }),
  z.strictObject({ mechanism: z.literal('scram-sha-512').describe('SASL SCRAM-SHA-512'), ...login }),
  z.strictObject({
    mechanism: z.literal('mtls').describe('TLS client certificate'),
    certificateFile: path().describe('PEM of the client certificate and its chain'),
    keyFile: path().describe('PEM of the private key'),
    caFile: login.caFile,
  }),
]);

const embedded = z.strictObject({
  port: port().describe('Port of the broker on 127.0.0.1'),
  controllerPort: port().describe('Port of the KRaft controller on 127.0.0.1'),
});

export const kafka = z
  .strictObject({
    embedded: embedded.optional().describe('Run a single broker on this machine; either this or `brokers`'),
    brokers: z.array(hostAndPort()).min(1).optional().describe('Addresses of an external cluster; either this or `embedded`'),
    auth: auth.optional().describe('How to log in at external brokers; absent: no login'),
    replication: count().max(9).default(1).describe('Replicas of each topic; 3 makes messages durable by replication'),
    partitions: count().max(512).default(6).describe('Partitions of each topic'),
  })
  .refine((kafka) => oneOf(kafka, 'embedded', 'brokers'), exactlyOne('embedded', 'brokers'));
