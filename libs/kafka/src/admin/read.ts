import { type Admin, ConfigResourceTypes, ConfigSource } from 'kafkajs';

export interface TopicState {
  readonly partitions: number;
  /** Of the partition that has fewest. */
  readonly replication: number;
  /** Set on the topic itself. */
  readonly overrides: Readonly<Record<string, string>>;
  /** In force: overrides and the broker's defaults. */
  readonly effective: Readonly<Record<string, string>>;
}

/** State of those of the topics that exist. */
export async function readTopics(admin: Admin, names: readonly string[]): Promise<Map<string, TopicState>> {
  const known = new Set(await admin.listTopics());
  const present = names.filter((name) => known.has(name));
  if (present.length === 0) return new Map();
  const { topics } = await admin.fetchTopicMetadata({ topics: present });
  const resources = present.map((name) => ({ type: ConfigResourceTypes.TOPIC, name }));
  const settings = (await admin.describeConfigs({ resources, includeSynonyms: false })).resources;
  return new Map(
    topics.map(({ name, partitions }) => {
      const own = settings.find(({ resourceName }) => resourceName === name)?.configEntries ?? [];
      const set = own.filter(({ configSource }) => configSource === ConfigSource.TOPIC_CONFIG);
      const replication = Math.min(...partitions.map(({ replicas }) => replicas.length));
      return [name, { partitions: partitions.length, replication, overrides: byName(set), effective: byName(own) }];
    }),
  );
}

const byName = (entries: readonly { configName: string; configValue: string }[]): Record<string, string> =>
  Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue]));
