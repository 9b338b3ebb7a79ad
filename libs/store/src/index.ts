export { type ActContext } from './admin/acts';
export { createDataSource, migrationNames } from './admin/data-source';
export { eraseMessage } from './admin/erase';
export { redriveHead, releaseHead } from './admin/in-lane-acts';
export { redriveCause, redriveLane, releaseLane } from './admin/lane-acts';
export { type TopicLog, adoptTopic, listPositions } from './admin/position-acts';
export { purge } from './admin/retention';
export { type ActiveRules, type Applied, activeVersion, applyConfiguration, applyConnector, readActiveRules } from './admin/rules-store';
export { type DatabaseUser, databaseUsers, ensureSchema, ensureUsers, missingUsers } from './admin/users';
export { type InboxItem, InboxWriter } from './inbox/put';
export { type InboxAnswer, type InboxEntry, InboxReader, type InboxLine, listInbox } from './inbox/read';
export { type PlacedOrder, noteReport, publishOrders } from './connectors/orders';
export { pauseConnector } from './connectors/pause';
export { type ConnectorState, type KeptVersion, readConnectors, readVersions } from './connectors/read';
export { type KeptConnector } from './connectors/versions';
export { type PlacedAct } from './ledger/acts';
export { type LedgerContext, PostgresLedger } from './ledger/ledger';
export { type Parkable, liftCause } from './ledger/parked';
export { readPosition } from './ledger/positions';
export { LogStore } from './log/log-store';
export { type DatabaseAddress, connectionTo, createPool } from './pool';
export { PostgresQueue } from './queue';
export { type ValidationData, keepTimestampedSeal, keepValidation } from './log/validation';
export { type ActEvidence, readActEvidence } from './read/acts';
export { type KnownRevocation, findKnown, noteKnown } from './log/known-revocation';
export { type SignerState, tellSigner } from './log/signer-state';
export { durabilityProblem } from './read/durability';
export {
  type MessageEvidence,
  type PublishedHead,
  publishedHeads,
  readEvidence,
  readPayload,
  readValidationData,
  readVerdict,
} from './read/evidence';
export { type StandingLane, standingLanes } from './read/lanes';
export { type MessageFilter, type MessageLine, listMessages } from './read/messages';
export { type Status, readStatus } from './read/status';
export { findJourney, type Journey, type JourneyDelivery, type Sought } from './read/journey';
export { SeenReader } from './read/seen';
