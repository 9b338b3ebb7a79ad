/** Statuses in the exchange with the national public-service portal; names and rules of messages: `docs/dossier.md`. */
export type NationalStatus = '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '10';

/** What a status does to the agency's time: it has not begun, it runs, it waits for the applicant, it is over. */
export type Clock = 'not-started' | 'runs' | 'paused' | 'over';

export interface NationalState {
  readonly clock: Clock;
  readonly next: readonly NationalStatus[];
}

export const nationalStates: Readonly<Record<NationalStatus, NationalState>> = {
  '1': { clock: 'not-started', next: ['2', '3', '7'] },
  '2': { clock: 'runs', next: ['4', '5', '6', '7', '8'] },
  '3': { clock: 'over', next: [] },
  '4': { clock: 'runs', next: ['4', '5', '6', '7', '8', '9'] },
  '5': { clock: 'paused', next: ['4', '7', '8'] },
  '6': { clock: 'paused', next: ['4', '7', '8'] },
  '7': { clock: 'over', next: [] },
  '8': { clock: 'over', next: [] },
  '9': { clock: 'over', next: ['10'] },
  '10': { clock: 'over', next: [] },
};
