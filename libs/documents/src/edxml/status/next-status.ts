import type { ErrorCode } from '@lienthong/message';
import type { EdxmlStatusCode } from './statuses';

/** What is known of one document at one receiver; whose state it is (`ResponseFor/DocumentId`, `From/OrganId`) the keeper knows. */
export interface DocumentState {
  /** `sent` before the receiver says anything; 13 and 16 never stand here: they leave the work where it was. */
  readonly status: 'sent' | Exclude<EdxmlStatusCode, '13' | '16'>;
  /** The sender has asked to recall or update it, and what became of that. */
  readonly recall?: 'asked' | 'refused';
  /** Code and time of every status that was taken. */
  readonly told: readonly StatusUpdate[];
}

/** `at`: its Timestamp. A document that recalls or updates (BussinessDocType 1, 2) counts as 13. */
export interface StatusUpdate {
  readonly code: EdxmlStatusCode;
  readonly at: string;
}

export type StatusOutcome =
  | { readonly outcome: 'accepted'; readonly state: DocumentState }
  /** Nothing new: the same message again, or the same status once more. */
  | { readonly outcome: 'repeat' }
  | { readonly outcome: 'refused'; readonly reason: StatusFault };

export type StatusFault = Extract<ErrorCode, `edxml.status-${string}`>;

export const sent: DocumentState = { status: 'sent', told: [] };

/** How far the work is. A receiver may leave steps out, never go back. */
const rank: Readonly<Record<DocumentState['status'], number>> = { sent: 0, '01': 1, '02': 2, '03': 2, '04': 3, '05': 4, '06': 5, '15': 6 };
const ended: ReadonlySet<string> = new Set(['02', '06', '15']);

/** Whether a status may follow, and what is known afterwards. */
export function nextStatus(current: DocumentState, incoming: StatusUpdate): StatusOutcome {
  const { code, at } = incoming;
  if (current.told.some((one) => one.code === code && one.at === at) || current.status === code) return { outcome: 'repeat' };
  if (ended.has(current.status)) return refused('edxml.status-ended');
  const told = [...current.told, incoming];
  switch (code) {
    case '13':
      return current.recall === 'asked' ? { outcome: 'repeat' } : accepted({ ...current, told, recall: 'asked' });
    case '16':
      return current.recall === 'asked' ? accepted({ ...current, told, recall: 'refused' }) : refused('edxml.status-no-recall');
    case '15':
      return current.recall === 'asked' ? accepted({ ...current, told, status: code }) : refused('edxml.status-no-recall');
    default:
      // 02 and 03 are the two answers to one question: neither follows the other
      return rank[code] > rank[current.status] ? accepted({ ...current, told, status: code }) : refused('edxml.status-backwards');
  }
}

const accepted = (state: DocumentState): StatusOutcome => ({ outcome: 'accepted', state });
const refused = (reason: StatusFault): StatusOutcome => ({ outcome: 'refused', reason });
