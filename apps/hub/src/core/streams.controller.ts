import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { type Batch, type ConsumedRecord, zoneOf } from '@lienthong/kafka';
import { type Handed, take } from '@lienthong/pipeline';
import { Core } from './core';
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

  @EventPattern('results', { records: 500, bytes: '8MiB', waitMs: 5 })
  async settle(@Payload() { records, advances }: Batch): Promise<void> {
    const settlements = records.flatMap((record) => readResult(record) ?? this.unreadable(record));
    await this.core.way.settle(settlements, advances);
    this.core.sealSoon();
  }

  /** Its position passes: its delivery is sent again when the lease ends. */
  private unreadable({ topic, partition, offset }: ConsumedRecord): [] {
    this.core.log.error({ topic, partition, offset: String(offset), total: ++this.unread }, 'nobody can read this result');
    return [];
  }
}
