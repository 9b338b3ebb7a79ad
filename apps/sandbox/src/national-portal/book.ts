import { createHash } from 'node:crypto';
import { type Item, Refused } from '../portal/request';
import { Journal } from '../store/journal';
import type { NationalEffect } from './model';

type Entry =
  | { readonly kind: 'dossier'; readonly code: string; readonly row: Item; readonly id?: string }
  | { readonly kind: 'step'; readonly effect: NationalEffect }
  | { readonly kind: 'number'; readonly unit: string; readonly code: string }
  | { readonly kind: 'file'; readonly id: string; readonly sha256: string };

interface Known {
  readonly row: Item;
  readonly id: string | undefined;
  /** When it is on disk. */
  readonly kept: Promise<void>;
}

const digestOf = (row: Item): string => createHash('sha256').update(JSON.stringify(row)).digest('hex');

/** What the portal knows. Each method resolves when its effect is on disk; a repeat has no second effect but waits for the first. */
export class NationalBook {
  private readonly known = new Map<string, Known>();
  private readonly codeOfId = new Map<string, string>();
  private readonly steps = new Map<string, Promise<void>>();
  private readonly done: NationalEffect[] = [];
  private readonly files = new Map<string, string>();
  private numbers = 0;

  private constructor(private readonly journal: Journal<Entry>) {}

  static async open(file: string): Promise<NationalBook> {
    const book = new NationalBook(await Journal.open<Entry>(file));
    for (const entry of book.journal.all()) book.take(entry, Promise.resolve());
    return book;
  }

  effects(): readonly NationalEffect[] {
    return this.done;
  }

  dossiers(): ReadonlyMap<string, Item> {
    return new Map([...this.known].map(([code, { row }]) => [code, row]));
  }

  /** SHA-256 of an uploaded file. */
  fileHash(id: string): string | undefined {
    return this.files.get(id);
  }

  codeOf(id: string): string | undefined {
    return this.codeOfId.get(id);
  }

  /** DongBoHoSoMC. */
  async synchronise(code: string, row: Item, updating: boolean): Promise<void> {
    const there = this.known.get(code);
    if (there && digestOf(there.row) === digestOf(row)) return there.kept;
    if (updating !== (there !== undefined)) throw new Refused(updating ? 'Hồ sơ chưa có để cập nhật' : 'Hồ sơ đã tồn tại');
    return this.keep({ kind: 'dossier', code, row });
  }

  /** NoiHoSo: the same again gives the same id. */
  async create(code: string, row: Item): Promise<string> {
    const there = this.known.get(code);
    if (there?.id !== undefined) {
      if (digestOf(withoutFiles(there.row)) !== digestOf(withoutFiles(row))) throw new Refused('Mã hồ sơ đã có với nội dung khác');
      await there.kept;
      return there.id;
    }
    const id = String(700_001 + this.codeOfId.size);
    await this.keep({ kind: 'dossier', code, row, id });
    return id;
  }

  async step(effect: NationalEffect): Promise<void> {
    if (!this.known.has(effect.dossier)) throw new Refused('Hồ sơ không tồn tại');
    return this.steps.get(keyOf(effect)) ?? this.keep({ kind: 'step', effect });
  }

  /** `G09.20-20260609-0092637`: eight-digit day, seven-digit number. */
  async nextCode(unit: string, day: string): Promise<string> {
    const code = `${unit}-${day}-${String(this.numbers + 1).padStart(7, '0')}`;
    await this.keep({ kind: 'number', unit, code });
    return code;
  }

  async upload(bytes: Uint8Array): Promise<{ readonly IdTepTin: string; readonly HashTepTin: string }> {
    const [id, sha256] = [`tep-${this.files.size + 1}`, createHash('sha256').update(bytes).digest('hex')];
    await this.keep({ kind: 'file', id, sha256 });
    return { IdTepTin: id, HashTepTin: sha256 };
  }

  close(): Promise<void> {
    return this.journal.close();
  }

  private keep(entry: Entry): Promise<void> {
    const kept = this.journal.append(entry);
    this.take(entry, kept);
    return kept;
  }

  private take(entry: Entry, kept: Promise<void>): void {
    switch (entry.kind) {
      case 'dossier':
        this.known.set(entry.code, { row: entry.row, id: entry.id, kept });
        if (entry.id !== undefined) this.codeOfId.set(entry.id, entry.code);
        break;
      case 'step':
        this.steps.set(keyOf(entry.effect), kept);
        this.done.push(entry.effect);
        break;
      case 'number':
        this.numbers++;
        break;
      case 'file':
        this.files.set(entry.id, entry.sha256);
    }
  }
}

const keyOf = ({ service, dossier, status, at }: NationalEffect): string => `${service} ${dossier} ${status} ${at}`;

/** Files are uploaded anew at each attempt and then bear other ids. */
const withoutFiles = ({ ThanhPhanHoSo: _, ...row }: Item): Item => row;
