import { KafkaError } from './error';

/** Frozen topic names. A zone is one connector process. */
export const topicName = {
  in: (zone: string): string => `in.${checked(zone)}`,
  out: (zone: string): string => `out.${checked(zone)}`,
  results: (zone: string): string => `results.${checked(zone)}`,
  config: (zone: string): string => `config.${checked(zone)}`,
  events: 'events',
} as const;

export type Stream = keyof typeof topicName;

export const streams = Object.keys(topicName) as readonly Stream[];

/** The topics that carry a stream for a process that serves these zones: the core names all of them, a connector its own. */
export function topicsOf(stream: Stream, zones: readonly string[]): string[] {
  return stream === 'events' ? [topicName.events] : zones.map((zone) => topicName[stream](zone));
}

/** `in.portal` → `portal`; `undefined` for `events`. */
export function zoneOf(topic: string): string | undefined {
  const dot = topic.indexOf('.');
  return dot < 0 ? undefined : topic.slice(dot + 1);
}

type Configs = Readonly<Record<string, string>>;

export interface TopicSpec {
  readonly name: string;
  readonly partitions: number;
  readonly replication: number;
  /** Overrides of the broker's topic defaults, by Kafka's names. */
  readonly configs: Configs;
}

export interface TopicLayout {
  /** Of `in`, `out` and `results`; the others have one each. */
  readonly partitions: number;
  readonly replication: number;
}

/** How long `in`, `out` and `results` keep a record. */
export const queueRetentionDays = 14;

/** Every topic of an installation with these zones, in the order of provisioning. */
export function topicsFor(zones: readonly string[], { partitions, replication }: TopicLayout): TopicSpec[] {
  const copies: Configs = replication >= 3 ? { 'min.insync.replicas': '2' } : {};
  const common = { 'message.timestamp.type': 'LogAppendTime', ...copies };
  // with one broker an acknowledgement is durable only after the disk has it
  const synced: Configs = replication === 1 ? { 'flush.messages': '1' } : {};
  const queue = { ...common, 'retention.ms': days(queueRetentionDays) };
  const zoneTopics = zones.flatMap((zone) => [
    { name: topicName.in(zone), partitions, replication, configs: { ...queue, ...synced } },
    { name: topicName.out(zone), partitions, replication, configs: queue },
    { name: topicName.results(zone), partitions, replication, configs: { ...queue, ...synced } },
    { name: topicName.config(zone), partitions: 1, replication, configs: { ...common, 'cleanup.policy': 'compact' } },
  ]);
  return [...zoneTopics, { name: topicName.events, partitions: 1, replication, configs: { ...common, 'retention.ms': days(30) } }];
}

const days = (count: number): string => String(count * 86_400_000);

function checked(zone: string): string {
  if (/^[a-z][a-z0-9-]{0,62}$/.test(zone)) return zone;
  throw new KafkaError('kafka.misconfigured', { field: 'zone', value: zone, expected: 'lower-case letters, digits and -' });
}
