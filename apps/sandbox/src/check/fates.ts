import type { DoorAnswer, FaultFigure, Finding, LedgerRow, ListedMessage } from './model';

/** What became of one submission, and what is wrong with that. */
export interface Fate {
  readonly end: 'recorded' | 'duplicate' | 'refused' | 'unknown';
  /** Error code of a refusal, else `''`. */
  readonly code: string;
  readonly findings: readonly Finding[];
}

interface Traces {
  readonly row: LedgerRow;
  /** Which of the expected duplicates of the same bytes this is, from 0; -1: none of them. */
  readonly repeat: number;
  readonly said: DoorAnswer | undefined;
  /** Messages of the hub with the same connector and digest. */
  readonly seen: readonly ListedMessage[];
  /** A stand-in shows its effect. */
  readonly taken: boolean;
}

export function judgeRow(traces: Traces): Fate {
  switch (traces.row.expected.outcome) {
    case 'accept':
      return judgeGood(traces);
    case 'duplicate':
      return judgeRepeat(traces);
    case 'refuse':
      return judgeBad(traces, traces.row.expected.code);
  }
}

function judgeGood({ row, said, seen, taken }: Traces): Fate {
  if (seen.some(({ outcome }) => outcome === 'recorded'))
    return taken || held(seen) ? fate('recorded') : fate('recorded', '', row, 'lost', 'recorded but not delivered');
  const no = refusalOf(said, seen);
  if (no !== undefined) return fate('refused', no, row, 'wronglyRefused', no);
  if (held(seen)) return fate('unknown');
  return fate('unknown', '', row, 'lost', said ? 'acknowledged but not recorded' : 'never answered');
}

/** A retried submission may leave more traces than were sent on purpose, but not fewer. (Recorded twice is counted as doubled elsewhere.) */
function judgeRepeat({ row, repeat, said, seen }: Traces): Fate {
  if (seen.filter(({ outcome }) => outcome === 'duplicate' || outcome === 'recorded').length > repeat + 1) return fate('duplicate');
  const no = refusalOf(said, seen);
  if (no !== undefined) return fate('refused', no, row, 'wronglyRefused', no);
  if (held(seen)) return fate('unknown');
  return fate('unknown', '', row, 'lost', 'a repeat without outcome');
}

function judgeBad({ row, said, seen, taken }: Traces, code: string): Fate {
  if (taken || stands(seen)) return fate('recorded', '', row, 'wronglyAccepted', `expected ${code}`);
  const no = refusalOf(said, seen);
  if (no === undefined && held(seen)) return fate('unknown');
  if (no === undefined) return fate('unknown', '', row, 'lost', said ? 'acknowledged but without outcome' : 'never answered');
  return no === code ? fate('refused', no) : fate('refused', no, row, 'wrongReason', `expected ${code}, refused with ${no}`);
}

/** Recorded, or a repeat of something that was: a refused message that comes again is a repeat too, of its refusal. */
function stands(seen: readonly ListedMessage[]): boolean {
  const has = (wanted: ListedMessage['outcome']): boolean => seen.some(({ outcome }) => outcome === wanted);
  return has('recorded') || (has('duplicate') && !has('refused'));
}

/** It stands still or died on its way: a figure of its own, not lost. */
const held = (seen: readonly ListedMessage[]): boolean =>
  seen.some(({ outcome, deliveries }) => outcome === 'parked' || deliveries.some(({ state }) => state === 'parked' || state === 'dead'));

/** The code with which it was refused, at the door or later. */
const refusalOf = (said: DoorAnswer | undefined, seen: readonly ListedMessage[]): string | undefined =>
  said?.answer === 'refused' ? said.code : seen.find(({ outcome }) => outcome === 'refused' || outcome === 'unverified')?.code;

function fate(end: Fate['end'], code = '', row?: LedgerRow, figure?: FaultFigure, what = ''): Fate {
  return { end, code, findings: row && figure ? [{ figure, n: row.n, what }] : [] };
}
