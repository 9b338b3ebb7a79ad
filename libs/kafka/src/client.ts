import { Kafka, type KafkaConfig, logLevel, type RetryOptions } from 'kafkajs';
import { kafkajsLog } from './client-log';
import './idle-timer';
import type { Log } from './log';

/** PEM texts. TLS is verified by `ca`, without one by the system's authorities; `tls: false` is the clear (loopback only). */
export type KafkaAuth =
  | {
      readonly mechanism: 'plain' | 'scram-sha-512';
      readonly username: string;
      readonly password: string;
      readonly tls: boolean;
      readonly ca?: string;
    }
  | { readonly mechanism: 'mtls'; readonly cert: string; readonly key: string; readonly ca?: string };

export interface KafkaOptions {
  /** `host:port` each. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly auth?: KafkaAuth;
  readonly log: Log;
}

export interface KafkaClient {
  readonly log: Log;
  /**
   * A kafkajs instance of its own: instances share committed offsets between their consumers, so each user takes a fresh one.
   * `endless` never gives up (the caller has a deadline), `few` ends after about four seconds.
   */
  open(retries: 'endless' | 'few'): Kafka;
}

const endless: RetryOptions = { initialRetryTime: 100, factor: 0.2, multiplier: 2, maxRetryTime: 1_000, retries: Number.MAX_SAFE_INTEGER };
const few: RetryOptions = { ...endless, retries: 6 };

/** Makes no connection by itself. */
export function createKafka(options: KafkaOptions): KafkaClient {
  const config: KafkaConfig = {
    brokers: [...options.brokers],
    clientId: options.clientId,
    connectionTimeout: 3_000,
    authenticationTimeout: 5_000,
    requestTimeout: 10_000,
    logLevel: logLevel.WARN,
    logCreator: kafkajsLog(options.log),
    ...security(options.auth),
  };
  return { log: options.log, open: (retries) => new Kafka({ ...config, retry: { ...(retries === 'endless' ? endless : few) } }) };
}

function security(auth: KafkaAuth | undefined): Partial<KafkaConfig> {
  if (auth === undefined) return {};
  const ca = auth.ca === undefined ? {} : { ca: [auth.ca] };
  if (auth.mechanism === 'mtls') return { ssl: { ...ca, cert: auth.cert, key: auth.key } };
  const { mechanism, username, password, tls } = auth;
  const sasl = mechanism === 'plain' ? { mechanism, username, password } : { mechanism, username, password };
  return { sasl, ssl: tls && ca };
}
