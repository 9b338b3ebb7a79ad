import type { InboxAnswer, InboxEntry, InboxReader } from '@lienthong/store';
import type { Caller } from '../caller/caller';
import { Refusal } from '../refusal';
import { Bell } from './bell';

export interface Question {
  readonly after: number;
  readonly limit: number;
  readonly waitMs: number;
}

type PartyCaller = Extract<Caller, { kind: 'party' }>;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `/v1/inbox`: a party fetches what lies there for it, and answers. It never learns of what lies there for others. */
export class InboxDesk {
  private readonly bell: Bell;

  constructor(private readonly reader: InboxReader) {
    this.bell = new Bell((parties) => reader.heads(parties));
  }

  /** Before anything of the request is read. @throws Refusal */
  admit(caller: Caller): asserts caller is PartyCaller {
    if (caller.kind === 'nobody') throw new Refusal('gateway.unauthenticated');
  }

  /** @throws Refusal */
  async fetch(caller: Caller, { after, limit, waitMs }: Question, gone: AbortSignal): Promise<readonly InboxEntry[]> {
    this.admit(caller);
    const { code } = caller.party;
    const head = (await stored(this.reader.heads([code]))).get(code) ?? 0; // before looking: what comes meanwhile rings
    const found = await stored(this.reader.pending(code, after, limit));
    if (found.length > 0 || waitMs === 0) return found;
    await this.bell.wait(code, head, waitMs, gone);
    return stored(this.reader.pending(code, after, limit));
  }

  /** A repeat is told the first answer; another answer than the first is refused. @throws Refusal */
  async answer(caller: Caller, delivery: string, answer: InboxAnswer['answer'], reason: string): Promise<InboxAnswer> {
    this.admit(caller);
    if (!uuid.test(delivery)) throw new Refusal('gateway.not-found');
    const { party, certificate } = caller;
    const stands = await stored(this.reader.answer({ party: party.code, delivery, answer, reason, caller: certificate }));
    if (!stands) throw new Refusal('gateway.not-found');
    if (stands.answer !== answer || stands.reason !== reason) throw new Refusal('gateway.answered', stands.answer);
    return stands;
  }
}

const stored = <T>(work: Promise<T>): Promise<T> =>
  work.catch((cause: unknown) => Promise.reject(new Refusal('gateway.inbox-unavailable', '', { cause })));
