import type { Journal } from '../store/journal';
import type { ChangeRow } from './model';

export type Details = Pick<ChangeRow, 'MainInformation' | 'HOAdress' | 'Representatives'>;

/** The register itself: every change ever made, and of each enterprise what the newest says. */
export class Book {
  private readonly rows: ChangeRow[] = [];
  private readonly newest = new Map<string, ChangeRow>();
  /** Number of the last row, on disk or on its way to it. */
  last = -1;

  constructor(private readonly journal: Journal<ChangeRow>) {
    for (const row of journal.all()) this.show(row);
    this.last = this.rows.at(-1)?.CHANGE_ID ?? -1;
  }

  async add(row: ChangeRow): Promise<void> {
    if (!Number.isSafeInteger(row.CHANGE_ID) || row.CHANGE_ID <= this.last) throw new RangeError(`CHANGE_ID must be over ${this.last}`);
    this.last = row.CHANGE_ID;
    await this.journal.append(row);
    this.show(row);
  }

  /** Rows that are visible, oldest first. */
  after(number: number, limit: number): readonly ChangeRow[] {
    const from = this.rows.findIndex(({ CHANGE_ID }) => CHANGE_ID > number);
    return from < 0 ? [] : this.rows.slice(from, from + limit);
  }

  /** From the first row of that day (yyyyMMdd) on. */
  since(day: string, limit: number): readonly ChangeRow[] {
    return this.rows.filter(({ CHANGE_TIME }) => CHANGE_TIME.slice(0, 8) >= day).slice(0, limit);
  }

  details(code: string): Details | undefined {
    const row = this.newest.get(code);
    return row && { MainInformation: row.MainInformation, HOAdress: row.HOAdress, Representatives: row.Representatives };
  }

  private show(row: ChangeRow): void {
    this.rows.push(row);
    this.newest.set(row.MainInformation.ENTERPRISE_GDT_CODE, row);
  }
}
