import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { type Batch, type ConsumedRecord, zoneOf } from '@lienthong/kafka';
import { type Handed, type PlacedResult, type Unstorable, book, causeOf, isolate, take } from '@lienthong/pipeline';
import { Core } from './core';
import { readAct, tellsOfAct } from './read-act';
import { readResult } from './read-result';

/** The core's two streams: what the zones took in, and what they report of deliveries. */
@Controller()
export class StreamsController {
  private unread = 0;

  constructor(@Inject(Core) private readonly core: Core) {}

  @EventPattern('in', { records: 500, bytes: '8MiB', waitMs: 5 })
  async takeIn(@Payload() { records, advances }: Batch): Promise<void> {
    const messages = records.map(({ topic, partition, offset, timestamp, value }): Handed => ({
      zone: zoneOf(topic) ?? topic,
      position: { topic, partition, offset },
      acceptedAt: timestamp,
      value,
    }));
    await take({ messages, advances }, this.core.way, this.core.ledger.quarantine);
    this.core.sealSoon();
  }

  @EventPattern('results', { records: 500, bytes: '8MiB', waitMs: 25 })
  async settle(@Payload() { records, advances }: Batch): Promise<void> {
    await this.recordActs(records.filter(tellsOfAct));
    const messages = records.flatMap((record) => {
      if (tellsOfAct(record)) return [];
      const { topic, partition, offset, timestamp: acceptedAt } = record;
      const result = readResult(record);
      return result ? [{ position: { topic, partition, offset }, acceptedAt, result }] : this.unreadable(record);
    });
    await book({ messages, advances }, this.core.way, this.unbookable);
    this.core.sendSoon();
    this.core.sealSoon();
  }

  /** Before the positions move: what is told again after a crash is there already. */
  private async recordActs(records: readonly ConsumedRecord[]): Promise<void> {
    const messages = records.flatMap((record) => {
      const { topic, partition, offset, timestamp: acceptedAt } = record;
      const act = readAct(record);
      return act ? [{ position: { topic, partition, offset }, acceptedAt, act }] : this.unreadable(record);
    });
    if (messages.length === 0) return;
    await isolate(
      { messages, advances: [] },
      async (part) => this.core.ledger.recordActs(part.messages.map(({ act }) => act)),
      ({ position: { topic, partition, offset }, act }, _, error) => {
        const facts = { topic, partition, offset: String(offset), act: act.id, total: ++this.unread };
        this.core.log.error({ ...facts, ...causeOf(error) }, 'this act of signing cannot be recorded, and is dropped');
        return Promise.resolve();
      },
    );
  }

  /** Its position passes: its delivery is sent again when the lease ends. */
  private unreadable({ topic, partition, offset }: ConsumedRecord): [] {
    this.core.log.error({ topic, partition, offset: String(offset), total: ++this.unread }, 'nobody can read this result');
    return [];
  }

  private readonly unbookable = ({ position, result }: PlacedResult, error: Unstorable): void => {
    const { topic, partition, offset } = position;
    const facts = { topic, partition, offset: String(offset), delivery: result.deliveryId, total: ++this.unread };
    this.core.log.error({ ...facts, code: 'delivery.unbookable', ...causeOf(error) }, 'this result cannot be booked, and is dropped');
  };
}
