export { EmbeddedError, type EmbeddedErrorCode, type Sentence, embeddedErrorCodes } from './errors';
export { freePorts } from './host/ports';
export { type ProcessId, identify, isAlive } from './host/process';
export { startKafkaCluster, type KafkaNode, type RunningKafkaCluster, type StartKafkaCluster } from './kafka/cluster';
export { KAFKA_VERSION, fetchKafka, type FetchKafka } from './kafka/fetch';
export type { KafkaSettings } from './kafka/settings';
export { startKafka, type RunningKafka, type StartKafka } from './kafka/start';
export { startPostgres, type RunningPostgres, type StartPostgres } from './postgres/start';
