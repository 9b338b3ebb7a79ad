import { createHash } from 'node:crypto';
import type { Journal } from '../store/journal';
import type { Entry } from './entry';
import type { ReceivedDossier } from './model';
import { Unacceptable } from './verify';

export type Taken =
  | { readonly kind: 'new'; readonly dossier: ReceivedDossier }
  | { readonly kind: 'again'; readonly dossier: ReceivedDossier }
  | { readonly kind: 'conflict' };

interface Filed {
  readonly dossier: ReceivedDossier;
  readonly digest: string;
  /** When it is on disk. */
  readonly kept: Promise<void>;
}

const digestOf = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

/** The dossiers that came through the door: one content a code, one code an idempotency key. */
export class Cabinet {
  private readonly filed = new Map<string, Filed>();
  private readonly codeOfKey = new Map<string, string>();
  private readonly again = new Set<string>();

  constructor(private readonly journal: Journal<Entry>) {
    for (const entry of journal.all())
      if (entry.kind === 'dossier') this.file({ ...entry.dossier, body: Buffer.from(entry.body, 'base64') }, Promise.resolve());
  }

  dossiers(): ReceivedDossier[] {
    return [...this.filed.values()].map(({ dossier }) => dossier);
  }

  /** Codes of dossiers that came again, the same, under another delivery id: who repeats keeps the id. */
  underOtherIds(): string[] {
    return [...this.again];
  }

  /** Resolves when the dossier is on disk, also for a repeat that overtakes its first call. Throws {@link Unacceptable}. */
  async take(coming: Omit<ReceivedDossier, 'receiptNumber'>): Promise<Taken> {
    const owner = this.codeOfKey.get(coming.deliveryId);
    if (owner !== undefined && owner !== coming.code)
      throw new Unacceptable('idempotency-key.reused', 'this key belongs to another dossier');
    const there = this.filed.get(coming.code);
    if (there && there.digest !== digestOf(coming.body)) return { kind: 'conflict' };
    if (there && there.dossier.deliveryId !== coming.deliveryId) this.again.add(coming.code);
    if (there) return there.kept.then(() => ({ kind: 'again', dossier: there.dossier }));
    const dossier = { ...coming, receiptNumber: `TN-${String(this.filed.size + 1).padStart(6, '0')}` };
    const { body, ...rest } = dossier;
    const kept = this.journal.append({ kind: 'dossier', dossier: rest, body: Buffer.from(body).toString('base64') });
    this.file(dossier, kept);
    await kept;
    return { kind: 'new', dossier };
  }

  private file(dossier: ReceivedDossier, kept: Promise<void>): void {
    this.filed.set(dossier.code, { dossier, digest: digestOf(dossier.body), kept });
    this.codeOfKey.set(dossier.deliveryId, dossier.code);
  }
}
