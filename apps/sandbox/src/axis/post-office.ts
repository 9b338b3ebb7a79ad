import { createHash, randomUUID } from 'node:crypto';
import type { Journal } from '../store/journal';
import { fullHash } from './dialect';
import type { Documents } from './documents';
import type { Entry } from './entry';
import { lookInside } from './look-inside';
import type { Copy, MessageType, Sent } from './model';
import { Refused } from './refused';

export interface Posting {
  readonly systemid: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly messageType: MessageType;
  readonly file: Buffer;
  readonly at: Date;
}

/** What a receiver said last of its copy, `inbox` until it says something. */
export interface State {
  readonly status: string;
  /** RFC 3339. */
  readonly at: string;
}

/** What was sent, to whom, and what became of it. */
export class PostOffice {
  private readonly posted: Sent[] = [];
  private readonly byId = new Map<string, { readonly sent: Sent; readonly copy?: Copy }>();
  private readonly states = new Map<string, State>();
  private readonly repeats = new Map<string, { readonly since: number; readonly sent: Promise<Sent> }>();

  constructor(
    private readonly journal: Journal<Entry>,
    private readonly documents: Documents,
    private readonly repeatWindowMs: number,
  ) {
    for (const entry of journal.all()) {
      if (entry.kind === 'sent') {
        this.show(entry.sent);
        this.repeats.set(entry.key, { since: Date.parse(entry.sent.at), sent: Promise.resolve(entry.sent) });
      }
      if (entry.kind === 'status') this.states.set(entry.docId, { status: entry.status, at: entry.at });
    }
  }

  sent(): readonly Sent[] {
    return this.posted;
  }

  stateOf(copy: Copy, { at }: Sent): State {
    return this.states.get(copy.docId) ?? { status: 'inbox', at };
  }

  /** By the sender's or a receiver's id. */
  find(docId: string): { readonly sent: Sent; readonly copy?: Copy } | undefined {
    return this.byId.get(docId);
  }

  /** Once: the same posting within the window gives the first one, also while that is on its way to the disk. */
  async post(posting: Posting): Promise<Sent> {
    const key = keyOf(posting);
    const before = this.repeats.get(key);
    if (before && posting.at.getTime() - before.since < this.repeatWindowMs) return before.sent;
    const sent = this.keep(posting, key);
    this.repeats.set(key, { since: posting.at.getTime(), sent });
    sent.catch(() => this.repeats.delete(key));
    return sent;
  }

  /** Resolves when it is on disk. Throws {@link Refused} for a status nobody knows. */
  async say(copy: Copy, status: string, at: Date): Promise<void> {
    if (!statusWords.has(status)) throw new Refused('status', `status must be one of ${[...statusWords].join(', ')}`);
    const state = { status, at: at.toISOString() };
    await this.journal.append({ kind: 'status', docId: copy.docId, ...state });
    this.states.set(copy.docId, state);
  }

  private async keep({ systemid, from, to, messageType, file, at }: Posting, key: string): Promise<Sent> {
    const copies = to.map((code) => ({ docId: randomUUID(), to: code }));
    const facts = { docId: randomUUID(), systemid, from, messageType, at: at.toISOString() };
    const sent = { ...facts, sha256: fullHash(file), ...lookInside(file), copies };
    await this.documents.keep(sent.docId, file);
    await this.journal.append({ kind: 'sent', sent, key });
    this.show(sent);
    return sent;
  }

  private show(sent: Sent): void {
    this.posted.push(sent);
    this.byId.set(sent.docId, { sent });
    for (const copy of sent.copies) this.byId.set(copy.docId, { sent, copy });
  }
}

const statusWords = new Set(['inbox', 'acceptance', 'rejection', 'processing', 'done', 'fail']);

const keyOf = ({ systemid, from, to, messageType, file }: Posting): string =>
  createHash('sha256')
    .update(JSON.stringify([systemid, from, [...to].sort(), messageType, fullHash(file)]))
    .digest('hex');
