import { type Figure, type Lang, type Sentence, type Verdict, figures } from '../model';
import { NotMade } from '../not-made';
import { figureWord, words } from './words';

export interface PrinterOptions {
  readonly lang: Lang;
  /** The last line of stdout is the result; all others begin with `#`. */
  readonly json: boolean;
  readonly write: (text: string) => void;
  /** Milliseconds since some fixed moment. */
  readonly clock: () => number;
}

/** How many findings of one verdict are shown. */
const most = 8;

/** What a person sees while the bench runs: one line for each thing that begins to take long, one for each that ended. */
export class Printer {
  private readonly from: number;

  constructor(private readonly options: PrinterOptions) {
    this.from = options.clock();
  }

  say(what: Sentence): void {
    this.line('·', this.told(what));
  }

  /** `title` began. */
  begins(title: Sentence, name: string): void {
    this.line('…', `${this.told(title)} (${name})`);
  }

  /** `title` ended with `verdict` after that many seconds. */
  judged(title: Sentence, name: string, verdict: Verdict, seconds: number): void {
    const { lang } = this.options;
    const counts = figures.map((figure) => `${figureWord(figure, lang)} ${verdict[figure]}`).join(' · ');
    const mark = isClean(verdict) ? '✓' : '✗';
    this.line(mark, `${this.told(title)} (${name}): ${words.submitted[lang]} ${verdict.submitted} · ${counts} · ${seconds.toFixed(1)} s`);
    this.findings(verdict);
  }

  sabotage(title: Sentence, name: string, how: string | undefined, seconds: number): void {
    const told = how === undefined ? this.told(words.missed) : `${this.told(words.caught)}: ${how}`;
    this.line(how === undefined ? '✗' : '✓', `${this.told(title)} (${name}): ${told} · ${seconds.toFixed(1)} s`);
  }

  fails(title: Sentence, name: string, error: unknown): void {
    this.line('✗', `${this.told(title)} (${name}): ${this.told(words.failed)}: ${this.reason(error)}`);
  }

  fact(what: Sentence, value: string): void {
    this.line(' ', `${this.told(what)}: ${value}`);
  }

  /** The last line. */
  result(value: object): void {
    this.options.write(`${JSON.stringify(value)}\n`);
  }

  private reason(error: unknown): string {
    if (error instanceof NotMade) return this.told(error.sentence);
    return error instanceof Error ? error.message : String(error);
  }

  private findings({ findings }: Verdict): void {
    for (const { figure, n, what } of findings.slice(0, most)) this.line(' ', `  ${this.place(figure, n)}: ${what}`);
    if (findings.length > most) this.line(' ', `  ${this.told(words.more).replace('{n}', String(findings.length - most))}`);
  }

  private readonly place = (figure: Figure, n: number): string => `${figureWord(figure, this.options.lang)}${n === 0 ? '' : ` #${n}`}`;

  private readonly told = (what: Sentence): string => what[this.options.lang];

  private line(mark: string, text: string): void {
    const { clock, json, write } = this.options;
    const elapsed = ((clock() - this.from) / 1_000).toFixed(1).padStart(7);
    write(`${json ? '# ' : ''}${elapsed} s ${mark} ${text}\n`);
  }
}

export const isClean = (verdict: Verdict): boolean => figures.every((figure) => verdict[figure] === 0);
