import { type Admin, ConfigResourceTypes } from 'kafkajs';
import type { KafkaClient } from '../client';
import { KafkaError } from '../error';
import { sleep } from '../timer';
import type { TopicSpec } from '../topics';
import { type TopicState, readTopics } from './read';
import { withAdmin } from './session';

export interface ConfigChange {
  readonly name: string;
  readonly from: string | undefined;
  readonly to: string;
}

/** One step of provisioning. A `conflict` is never applied: other partitions would move lanes, other replicas need a reassignment. */
export type TopicStep =
  | { readonly do: 'create'; readonly topic: TopicSpec }
  | {
      readonly do: 'configure';
      readonly name: string;
      readonly changes: readonly ConfigChange[];
      readonly full: Readonly<Record<string, string>>;
    }
  | { readonly do: 'conflict'; readonly name: string; readonly reason: string };

/** What to do so that the cluster has the wanted topics; empty = nothing. Topics and overrides that nobody asked for are left alone. */
export function planTopics(client: KafkaClient, wanted: readonly TopicSpec[]): Promise<TopicStep[]> {
  return withAdmin(client, { doing: 'reading topics' }, async (admin) => {
    const states = await readTopics(
      admin,
      wanted.map((topic) => topic.name),
    );
    return wanted.flatMap((topic) => stepsFor(topic, states.get(topic.name)));
  });
}

/** Carries a plan out and waits until every partition has a leader. Safe to repeat. */
export function applyTopics(client: KafkaClient, plan: readonly TopicStep[]): Promise<void> {
  return withAdmin(client, { doing: 'provisioning topics' }, async (admin) => {
    refuseConflicts(plan);
    const created = plan.flatMap((step) => (step.do === 'create' ? [step.topic] : []));
    if (created.length > 0) await create(admin, created);
    for (const step of plan) if (step.do === 'configure') await configure(admin, step.name, step.full);
  });
}

function stepsFor(topic: TopicSpec, state: TopicState | undefined): TopicStep[] {
  if (state === undefined) return [{ do: 'create', topic }];
  const { name, partitions, replication, configs } = topic;
  if (state.partitions !== partitions) return [conflict(name, 'partitions', state.partitions, partitions)];
  if (state.replication !== replication) return [conflict(name, 'replicas', state.replication, replication)];
  const changes = Object.entries(configs)
    .map(([key, to]) => ({ name: key, from: state.overrides[key], to }))
    .filter(({ from, to }) => from !== to);
  return changes.length === 0 ? [] : [{ do: 'configure', name, changes, full: { ...state.overrides, ...configs } }];
}

const conflict = (name: string, what: string, has: number, wants: number): TopicStep => ({
  do: 'conflict',
  name,
  reason: `has ${String(has)} ${what}, ${String(wants)} are wanted`,
});

function refuseConflicts(plan: readonly TopicStep[]): void {
  const first = plan.find((step) => step.do === 'conflict');
  if (first) throw new KafkaError('kafka.topic-conflict', { topic: first.name, reason: first.reason });
}

// On a cluster the call throws although it created if kafkajs waits for leaders, hence a poll of our own.
async function create(admin: Admin, topics: readonly TopicSpec[]): Promise<void> {
  await admin.createTopics({
    waitForLeaders: false,
    topics: topics.map(({ name, partitions, replication, configs }) => ({
      topic: name,
      numPartitions: partitions,
      replicationFactor: replication,
      configEntries: entries(configs),
    })),
  });
  const names = topics.map(({ name }) => name);
  const end = Date.now() + 30_000;
  while (!(await areServed(admin, names))) {
    await sleep(100);
    if (Date.now() > end) throw new KafkaError('kafka.unavailable', { reason: 'new topics are not served', topics: names.join(' ') });
  }
}

// Metadata name a leader before it serves; a request that meets one partition too early is repeated by kafkajs for all: doubled records.
async function areServed(admin: Admin, names: readonly string[]): Promise<boolean> {
  const known = new Set(await admin.listTopics());
  if (!names.every((name) => known.has(name))) return false;
  const answers = await Promise.allSettled(names.map((name) => admin.fetchTopicOffsets(name)));
  return answers.every((answer) => answer.status === 'fulfilled');
}

// The call replaces all overrides of the topic, so it always gets the full set.
async function configure(admin: Admin, name: string, full: Readonly<Record<string, string>>): Promise<void> {
  await admin.alterConfigs({ validateOnly: false, resources: [{ type: ConfigResourceTypes.TOPIC, name, configEntries: entries(full) }] });
}

const entries = (configs: Readonly<Record<string, string>>): { name: string; value: string }[] =>
  Object.entries(configs).map(([name, value]) => ({ name, value }));
