export { accessOfCore, accessOfZone } from './access';
export { type AclPlan, type AclSpec, applyAcls, planAcls } from './admin/acls';
export { readClusterId, readRange } from './consumer/log-range';
export { durabilityOf } from './admin/durability';
export { type ConfigChange, type TopicStep, applyTopics, planTopics } from './admin/topics';
export { type KafkaAuth, type KafkaClient, type KafkaOptions, createKafka } from './client';
export { type BatchOptions } from './consumer/batch-run';
export { type BatchConsumer, createConsumer } from './consumer/consumer';
export { type Claim, type EachOptions } from './consumer/each-run';
export type {
  Advance,
  Batch,
  BatchLimits,
  ConsumedRecord,
  ConsumerReports,
  Position,
  PositionStore,
  Running,
  TopicPartition,
} from './consumer/model';
export { KafkaError, type KafkaErrorCode, type KafkaFacts } from './error';
export type { Log } from './log';
export { OriginalErrors } from './nest/original-errors';
export { KafkaStreams, type KafkaStreamsOptions, type StreamContext } from './nest/strategy';
export { overLimit } from './producer/lot';
export { type OutgoingKafkaRecord, type Producer, type ProducerOptions, createProducer } from './producer/producer';
export { type RecordPosition } from './producer/checked-send';
export { type Stream, type TopicLayout, type TopicSpec, queueRetentionDays, topicName, topicsFor, topicsOf, zoneOf } from './topics';
