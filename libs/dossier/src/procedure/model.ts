export interface Paper {
  readonly id: string;
  readonly name: { readonly vi: string; readonly en: string };
  readonly kind: string;
  /** Code of the organisation that already has it. */
  readonly heldBy?: string;
  readonly optional: boolean;
}

interface Amount {
  readonly count: number;
  readonly unit: 'working-day' | 'working-hour' | 'calendar-day';
}

/** Whose turn it is in the work on a dossier, and for how many working hours. */
export interface Step {
  readonly holder: string;
  readonly hours: number;
}

/** What is asked, promised and paid in a span of time; days local (`yyyy-mm-dd`), `until` excluded. */
export interface ProcedureVersion {
  readonly from: string;
  readonly until?: string;
  readonly service: 'information' | 'partial' | 'full' | 'level-3' | 'level-4';
  readonly papers: readonly Paper[];
  readonly limits: {
    readonly statutory: Amount;
    readonly shortened?: Amount;
    readonly ends: 'same-time' | 'end-of-day';
    readonly afterSupplement: 'continue' | 'restart';
  };
  readonly steps: readonly Step[];
  /** In đồng. */
  readonly fees: readonly { readonly id: string; readonly amount: number; readonly due: 'receipt' | 'result' }[];
  /** Law or decision, and how sure whoever wrote it down was. */
  readonly source: string;
  readonly confidence: 'exact' | 'secondary' | 'recalled' | 'own';
}

/** An entry of `config/procedures/*.yaml`. */
export interface Procedure {
  /** In the national procedure database, without the publishing organisation: `1.012753`. */
  readonly code: string;
  readonly name: { readonly vi: string; readonly en: string };
  readonly agency: string;
  readonly versions: readonly ProcedureVersion[];
}
