import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DoorAnswer, LedgerRow } from '../../check/model';
import { type Planned } from '../../day/model';
import { digestOf } from '../../day/event';
import { Journal } from '../../store/journal';

type Line = LedgerRow | DoorAnswer;

/** The city's own account of what it submits: on disk before the hub hears of it. One file a run. */
export class Ledger {
  private constructor(
    private readonly journal: Journal<Line>,
    /** Rows of the files of earlier runs. */
    readonly earlier: readonly LedgerRow[],
  ) {}

  /** `run` names the new file; it sorts behind the names of earlier runs. */
  static async open(dir: string, run: string): Promise<Ledger> {
    const files = await readdir(dir).catch(() => []);
    const earlier: LedgerRow[] = [];
    for (const file of files.filter((name) => name.endsWith('.jsonl')).sort()) {
      const journal = await Journal.open<Line>(join(dir, file));
      for (const line of journal.all()) if (isRow(line)) earlier.push(line);
      await journal.close();
    }
    return new Ledger(await Journal.open<Line>(join(dir, `${run}.jsonl`)), earlier);
  }

  get rows(): readonly LedgerRow[] {
    return this.journal.all().filter(isRow);
  }

  get answers(): readonly DoorAnswer[] {
    return this.journal.all().filter((line): line is DoorAnswer => !isRow(line));
  }

  /** Resolves with the message's number when it is on disk. */
  async submitting({ channel, id, subject, body, expected, effect, asks }: Planned): Promise<number> {
    const n = this.journal.all().length + 1;
    await this.journal.append({ n, channel, id, subject, digest: digestOf(body), expected, effect, ...(asks && { asks }) });
    return n;
  }

  answered(n: number, answer: DoorAnswer['answer'], code = ''): Promise<void> {
    return this.journal.append({ n, answer, code });
  }

  close(): Promise<void> {
    return this.journal.close();
  }
}

const isRow = (line: Line): line is LedgerRow => 'digest' in line;
