import { type Acknowledgement, encodeIncoming, refuse } from '@lienthong/message';
import { hash } from 'node:crypto';
import type { Caller } from '../caller/caller';
import type { Disk } from '../disk';
import type { DurableLog } from '../durable-log';
import { Refusal } from '../refusal';
import type { GatewayRules } from '../rules';
import type { Identity, KnownMessages } from './known';
import { type Claimed, type Submitted, claimed } from './submitted';

export interface MessageDeskParts {
  readonly rules: Pick<GatewayRules, 'current'>;
  readonly log: Pick<DurableLog, 'append' | 'topic'>;
  readonly known: KnownMessages<Accepted>;
  readonly disk: Pick<Disk, 'mustHaveRoom'>;
  /** Bytes of one message. */
  readonly mostBytes: number;
}

/** The answer of the door: stored durably. What becomes of it is told at `/v1/messages/{id}`. */
export interface Accepted extends Acknowledgement {
  /** The sender's own. */
  readonly id: string;
}

/** A message that may be stored, or was before. */
interface Examined {
  readonly message: Claimed;
  readonly identity: Identity;
  readonly earlier: Accepted | undefined;
}

/** `/v1/messages`: takes what a party signed, as it is, for the core to judge. */
export class MessageDesk {
  constructor(private readonly parts: MessageDeskParts) {}

  /** Before anything of the request is read. @throws Refusal */
  admit(caller: Caller): asserts caller is Extract<Caller, { kind: 'party' }> {
    if (caller.kind === 'nobody') throw new Refusal('gateway.unauthenticated');
  }

  /** Before anything of the request is read, too. @throws Refusal */
  mustHaveRoom(): Promise<void> {
    return this.parts.disk.mustHaveRoom();
  }

  /** Everything up to the storing, which is in the order of {@link keep}. @throws Refusal, Failure `permanent` */
  async examine(caller: Caller, submitted: Submitted): Promise<Examined> {
    this.admit(caller);
    const { code } = caller.party;
    const { payload } = submitted;
    if (payload.length > this.parts.mostBytes) throw refuse('message.too-large', { bytes: String(payload.length) });
    const message = claimed(submitted, code);
    const { rules } = await this.parts.rules.current();
    const { source, id } = message.envelope;
    if (rules.party(source)?.code !== code) throw refuse('party.mismatch', { certificate: code, source });
    const identity = { party: code, id };
    return { message, identity, earlier: await this.parts.known.earlier(identity, message) };
  }

  /** @throws Refusal */
  keep({ message, identity, earlier }: Examined): Promise<Accepted> {
    if (earlier) return Promise.resolve(earlier);
    const answer = this.store(message);
    this.parts.known.remember(identity, message, answer);
    return answer;
  }

  /** The key keeps the order of a party's subject. */
  private async store({ raw, envelope }: Claimed): Promise<Accepted> {
    const key = `${raw.connector}|${envelope.subject}`;
    const { position, durability } = await this.parts.log.append({ key, value: encodeIncoming(raw) });
    return {
      ...{ id: envelope.id, digest: hash('sha256', raw.payload) },
      ...{ position: { topic: this.parts.log.topic, partition: position.partition, offset: String(position.offset) }, durability },
    };
  }
}
