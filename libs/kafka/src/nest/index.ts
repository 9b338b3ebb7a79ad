export { OriginalErrors } from './original-errors';
export { KafkaStreams, type StreamContext } from './strategy';
