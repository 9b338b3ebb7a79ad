import { type Figure, type Verdict, figures } from './model';
import { isClean } from './report/printer';

/** What a run comes to. */
export interface Result extends Readonly<Record<Figure, number>> {
  readonly submitted: number;
  /** How many faults struck. */
  readonly faults: number;
  readonly sabotageCaught: number;
  readonly sabotageMissed: number;
}

/** Adds up what the trials of a run came to. */
export class Score {
  private readonly counts: Record<Figure, number> = Object.fromEntries(figures.map((figure) => [figure, 0])) as Record<Figure, number>;
  private readonly submittedTo = new Map<string, number>();
  private faults = 0;
  private readonly sabotages = { caught: 0, missed: 0 };
  private broken = 0;

  /** `town`: its folder; a later verdict of the same town counts its submissions from the beginning. */
  judged(town: string, faults: number, verdict: Verdict): void {
    this.submittedTo.set(town, verdict.submitted);
    this.faults += faults;
    for (const figure of figures) this.counts[figure] += verdict[figure];
    if (!isClean(verdict)) this.broken++;
  }

  sabotage(caught: boolean): void {
    this.sabotages[caught ? 'caught' : 'missed']++;
  }

  /** A fault could not be made, or a town not be raised: nothing is proved. */
  failed(): void {
    this.broken++;
  }

  get passed(): boolean {
    const tried = this.faults + this.sabotages.caught > 0;
    return tried && this.broken === 0 && this.sabotages.missed === 0;
  }

  get result(): Result {
    const submitted = [...this.submittedTo.values()].reduce((sum, n) => sum + n, 0);
    const { caught, missed } = this.sabotages;
    return { submitted, ...this.counts, faults: this.faults, sabotageCaught: caught, sabotageMissed: missed };
  }
}
