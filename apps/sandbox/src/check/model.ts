import type { Channel, Expected } from '../day/model';
import type { ScenarioEnd } from '../scenario/model';

/** Written and synced before the message is handed to the hub; once a message, however often it is tried. */
export interface LedgerRow {
  /** Order of submission, from 1. */
  readonly n: number;
  readonly channel: Channel;
  readonly id: string;
  readonly subject: string;
  /** Lower-case hex SHA-256 of the payload. */
  readonly digest: string;
  readonly expected: Expected;
  /** What the receiving stand-in shows when it took the message: `<dossier> …`; `''`: nothing. */
  readonly effect: string;
  /** A question, whose answer the hub records as a message of its own. */
  readonly asks?: boolean;
}

/** What the door said at last: stored, or refused for good with a code. */
export interface DoorAnswer {
  readonly n: number;
  readonly answer: 'acknowledged' | 'refused';
  readonly code: string;
}

/** A line of `hub message list --json`; `''` for what the hub does not know (yet), e.g. sender and id of what it could not verify. */
export interface ListedMessage {
  /** The hub's id of it. */
  readonly message: string;
  readonly connector: string;
  readonly id: string;
  readonly sender: string;
  readonly type: string;
  readonly subject: string;
  /** `''` for what is parked before it was recorded. */
  readonly digest: string;
  readonly outcome: 'recorded' | 'refused' | 'duplicate' | 'parked' | 'unverified';
  readonly code: string;
  /** RFC 3339: when the hub took it in. */
  readonly acceptedAt: string;
  readonly deliveries: readonly { readonly connector: string; readonly state: string }[];
}

/** The last line of `hub evidence verify --json`. */
export interface ReceiptCount {
  readonly receipts: number;
  readonly valid: number;
  readonly invalid: number;
}

/** Everything that can be seen from outside when the day is over. */
export interface Observation {
  readonly ledger: readonly LedgerRow[];
  readonly answers: readonly DoorAnswer[];
  /** Ledgers of earlier days on the same data. */
  readonly earlier: readonly LedgerRow[];
  readonly listed: readonly ListedMessage[];
  /** What became of the city's scenarios, where any were played. */
  readonly scenarios?: readonly ScenarioEnd[];
  /** Effects in the stand-ins' own journals, in the order in which each took them. */
  readonly delivered: readonly string[];
  readonly began: Date;
  /** What of `delivered` stood there when the day began. */
  readonly before: readonly string[];
  readonly receipts: ReceiptCount;
  readonly seconds: number;
  readonly seed: number;
}

/** One count of a fault, with up to some places where it was seen. */
export const faultFigures = [
  'lost',
  'doubled',
  'outOfOrder',
  'wronglyRefused',
  'wronglyAccepted',
  'wrongReason',
  'parked',
  'receiptsInvalid',
  'scenariosFailed',
] as const;
export type FaultFigure = (typeof faultFigures)[number];

export interface Finding {
  readonly figure: FaultFigure;
  /** Number in the ledger, or 0 for what no ledger knows. */
  readonly n: number;
  readonly what: string;
}

export interface Figures extends Readonly<Record<FaultFigure, number>> {
  readonly submitted: number;
  readonly accepted: number;
  readonly refused: number;
  readonly refusedByCode: Readonly<Record<string, number>>;
  readonly duplicates: number;
  readonly recorded: number;
  readonly delivered: number;
  readonly receipts: number;
  /** Complete ones. */
  readonly scenarios: number;
  readonly seconds: number;
  readonly seed: number;
}
