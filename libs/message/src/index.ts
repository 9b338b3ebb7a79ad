export { type SigningAct, actKey, decodeAct, encodeAct, isActKey } from './act';
export {
  type ConnectorOrder,
  type ConnectorReport,
  type ConnectorStateName,
  decodeOrder,
  decodeReport,
  encodeOrder,
  encodeReport,
  isReportKey,
  reportKey,
} from './connector-order';
export { type Acknowledgement, type Durability, type Envelope, type RawMessage, readEnvelope } from './envelope';
export { type ErrorCode, catalogue, explain } from './errors/catalogue';
export { type ErrorEntry } from './errors/entry';
export { Failure, type FailureKind, later, refuse } from './failure';
export { isRecord, parseJson } from './json';
export { type Lane, lane } from './lane';
export { type Advance, PositionMoved, type TopicPartition } from './position';
export { decodeIncoming, decodeOutgoing, decodeResult, encodeIncoming, encodeOutgoing, encodeResult } from './records';
export type { DeliveryOutcome, DeliveryResult, OutgoingRecord } from './records';
export {
  SignatureService,
  SignRequestSchema,
  type SignOptions,
  type SignRequest,
  type SignResponse,
  SignResponseSchema,
  SignStreamResponseSchema,
  type SignStreamRequest,
  type SignStreamResponse,
  VerdictSchema,
  type VerifyOptions,
  type VerifyRequest,
  type VerifyResponse,
  VerifyResponseSchema,
  type VerifyStreamRequest,
  type VerifyStreamResponse,
  VerifyStreamResponseSchema,
} from './gen/lienthong/v1/signature_pb';
