import type { Lang } from '../stage/errors';
import { type StepName, wordsOf } from './words';

export interface ProgressOptions {
  readonly lang: Lang;
  readonly write: (text: string) => void;
  /** Put before each line, so that a reader of stdout can tell progress from the result. */
  readonly prefix: string;
  /** Milliseconds since some fixed moment. */
  readonly clock: () => number;
  /** Milliseconds after which a step that still runs says so again. */
  readonly remind?: number;
}

/** One line when a step begins to take long, one when it is done: seconds since the start, what, how long it took. */
export class Progress {
  private readonly from: number;

  constructor(private readonly options: ProgressOptions) {
    this.from = options.clock();
  }

  async step<T>(name: StepName, work: (say: (detail: string) => void) => Promise<T>): Promise<T> {
    const { clock, remind = 10_000 } = this.options;
    const began = clock();
    let detail = '';
    const timer = setInterval(() => this.line('…', name, detail), remind);
    try {
      const result = await work((next) => (detail = next));
      this.line('✓', name, `${seconds(clock() - began)} s`);
      return result;
    } catch (error) {
      this.line('✗', name, detail);
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  say(name: StepName, detail = ''): void {
    this.line('·', name, detail);
  }

  private line(mark: string, name: StepName, detail: string): void {
    const { lang, write, prefix, clock } = this.options;
    const elapsed = seconds(clock() - this.from).padStart(6);
    write(`${prefix}${elapsed} s ${mark} ${wordsOf(name, lang)}${detail === '' ? '' : ` (${detail})`}\n`);
  }
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);
