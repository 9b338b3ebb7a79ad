import { createHash } from 'node:crypto';
import { Journal } from '../store/journal';
import type { Effect } from './model';
import { type Item, Refused, text } from './request';

type Entry =
  | { readonly kind: 'dossier'; readonly code: string; readonly status: string; readonly digest: string }
  | ({ readonly kind: 'progress' } & Effect);

interface Known {
  readonly status: string;
  readonly digest: string;
  /** When it is on disk. */
  readonly kept: Promise<void>;
}

/** What the portal knows of dossiers. Each method resolves when the effect is on disk; a repeat has no second effect but waits for the first. */
export class Book {
  private readonly dossiers = new Map<string, Known>();
  private readonly progress = new Map<string, Promise<void>>();
  private readonly done: Effect[] = [];

  private constructor(private readonly journal: Journal<Entry>) {}

  static async open(file: string): Promise<Book> {
    const book = new Book(await Journal.open<Entry>(file));
    for (const entry of book.journal.all()) book.know(entry, Promise.resolve());
    return book;
  }

  effects(): readonly Effect[] {
    return this.done;
  }

  codes(): string[] {
    return [...this.dossiers.keys()];
  }

  statusOf(code: string): string | undefined {
    return this.dossiers.get(code)?.status;
  }

  /** DongBoHoSoMC. */
  async synchronise(row: Item, updating: boolean): Promise<void> {
    const code = text(row, 'MaHoSo');
    const digest = createHash('sha256').update(JSON.stringify(row)).digest('hex');
    const known = this.dossiers.get(code);
    if (known?.digest === digest) return known.kept;
    if (updating !== (known !== undefined)) throw new Refused(updating ? 'Hồ sơ chưa có để cập nhật' : 'Hồ sơ đã tồn tại');
    return this.keep({ kind: 'dossier', code, status: text(row, 'TrangThaiHoSo'), digest });
  }

  /** CapNhatTienDoHoSoMC. */
  async advance(row: Item): Promise<void> {
    const effect = { dossier: text(row, 'MaHoSo'), status: text(row, 'TrangThai'), at: text(row, 'ThoiDiemXuLy') };
    if (!this.dossiers.has(effect.dossier)) throw new Refused('Hồ sơ không tồn tại');
    return this.progress.get(keyOf(effect)) ?? this.keep({ kind: 'progress', ...effect });
  }

  close(): Promise<void> {
    return this.journal.close();
  }

  private keep(entry: Entry): Promise<void> {
    const kept = this.journal.append(entry);
    this.know(entry, kept);
    return kept;
  }

  private know(entry: Entry, kept: Promise<void>): void {
    if (entry.kind === 'dossier') this.dossiers.set(entry.code, { status: entry.status, digest: entry.digest, kept });
    else {
      this.progress.set(keyOf(entry), kept);
      this.done.push({ dossier: entry.dossier, status: entry.status, at: entry.at });
    }
  }
}

const keyOf = ({ dossier, status, at }: Effect): string => `${dossier} ${status} ${at}`;
