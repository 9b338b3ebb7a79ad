import type { ErrorCode } from '@lienthong/message';

export type KafkaErrorCode = Extract<ErrorCode, `kafka.${string}`>;
export type KafkaFacts = Readonly<Record<string, string | number>>;

/** The one error of this library. `facts` name the place (topic, partition, offset, group), never content. */
export class KafkaError extends Error {
  override readonly name = 'KafkaError';

  constructor(
    readonly code: KafkaErrorCode,
    readonly facts: KafkaFacts = {},
    options?: { cause?: unknown },
  ) {
    super([code, ...Object.entries(facts).map(([name, value]) => `${name}=${String(value)}`)].join(' '), options);
  }
}

/** What kafkajs throws, as one of our codes. kafkajs hides the reason in `cause`, `errors[]` or `originalError`. */
export function asKafkaError(cause: unknown, facts: KafkaFacts = {}): KafkaError {
  if (cause instanceof KafkaError) return cause;
  const signs = signsOf(cause);
  const code = rules.find(([pattern]) => signs.some((sign) => pattern.test(sign)))?.[1] ?? 'kafka.failed';
  return new KafkaError(code, { ...facts, reason: reasonOf(cause) }, { cause });
}

// Order matters: the first rule that any sign matches wins.
const rules: readonly (readonly [RegExp, KafkaErrorCode])[] = [
  [/AUTHORIZATION_FAILED$/, 'kafka.not-authorized'],
  [/^(SASL_AUTHENTICATION_FAILED|KafkaJSSASLAuthenticationError|UNSUPPORTED_SASL_MECHANISM)$/, 'kafka.not-authenticated'],
  [/^ERR_SSL|^ERR_TLS|CERT|SELF_SIGNED|UNABLE_TO_VERIFY|alert (bad|unknown|certificate)/, 'kafka.not-authenticated'],
  [/^(UNKNOWN_TOPIC_OR_PARTITION|INVALID_TOPIC_EXCEPTION)$/, 'kafka.no-topic'],
  [/^(MESSAGE_TOO_LARGE|RECORD_LIST_TOO_LARGE)$/, 'kafka.too-large'],
  [/^SECURITY_DISABLED$/, 'kafka.no-authorizer'],
  [
    /^(KafkaJSConnection|KafkaJSRequestTimeout|KafkaJSNumberOfRetries|KafkaJSBrokerNotFound|KafkaJSNoBroker|KafkaJSGroupCoordinator)/,
    'kafka.unavailable',
  ],
  [
    /^(KafkaJSMetadataNotLoaded|KafkaJSTopicMetadataNotLoaded|KafkaJSLockTimeout|ECONN|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)/,
    'kafka.unavailable',
  ],
  [
    /^(LEADER_NOT|NOT_LEADER|NOT_ENOUGH_REPLICAS|NOT_COORDINATOR|COORDINATOR_|GROUP_|REQUEST_TIMED_OUT|NETWORK_|BROKER_NOT)/,
    'kafka.unavailable',
  ],
  [/ECONNREFUSED|[Dd]isconnected|Closed connection/, 'kafka.unavailable'],
];

function signsOf(error: unknown, depth = 0): string[] {
  if (typeof error !== 'object' || error === null || depth > 6) return [];
  const { type, name, code, message, cause, errors, originalError } = error as Record<string, unknown>;
  const inner = [cause, originalError, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  const own = [type, name, code, message].filter((sign) => typeof sign === 'string');
  return [...inner.flatMap((one) => signsOf(one, depth + 1)), ...own];
}

function reasonOf(error: unknown): string {
  const errors = (error as { errors?: readonly unknown[] }).errors;
  const first = Array.isArray(errors) ? (errors[0] as unknown) : error;
  return first instanceof Error ? first.message : String(first);
}
