import { Controller, Inject } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { type Batch, type ConsumedRecord, zoneOf } from '@lienthong/kafka';
import { decodeReport, isReportKey } from '@lienthong/message';
import { type Handed, type PlacedResult, type Unstorable, book, causeOf, take } from '@lienthong/pipeline';
import { takeActs } from './acts';
import { Core } from './core';
import { tellsOfAct } from './read-act';
import { readResult } from './read-result';

/** The core's two streams: what the zones took in, and what they report of deliveries. */
@Controller()
export class StreamsController {
  private unread = 0;

  constructor(@Inject(Core) private readonly core: Core) {}

  @EventPattern('in', { records: 500, bytes: '8MiB', waitMs: 5 })
  async takeIn(@Payload() { records, advances }: Batch): Promise<void> {
    await take({ messages: records.map(handed), advances }, this.core.way, this.core.ledger.quarantine);
    this.core.sealSoon();
  }

  @EventPattern('results', { records: 500, bytes: '8MiB', waitMs: 25 })
  async settle(@Payload() { records, advances }: Batch): Promise<void> {
    await takeActs(records.filter(tellsOfAct).map(handed), this.core.ledger); // before the positions move: told again, they are there already
    await this.noteReports(records.filter(({ key }) => isReportKey(key)));
    const messages = records.flatMap((record) => {
      if (tellsOfAct(record) || isReportKey(record.key)) return [];
      const { topic, partition, offset, timestamp: acceptedAt } = record;
      const result = readResult(record);
      return result ? [{ position: { topic, partition, offset }, acceptedAt, result }] : this.unreadable(record);
    });
    await book({ messages, advances }, this.core.way, this.unbookable);
    this.core.sendSoon();
    this.core.sealSoon();
  }

  /** Before the positions move; a report that comes twice says the same. */
  private async noteReports(records: readonly ConsumedRecord[]): Promise<void> {
    for (const record of records) {
      const report = decodeReport(record.key, record.value);
      if (report) await this.core.noteReport(zoneOf(record.topic) ?? '', report);
      else this.unreadable(record);
    }
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

const handed = ({ topic, partition, offset, timestamp, value }: ConsumedRecord): Handed => ({
  zone: zoneOf(topic) ?? topic,
  position: { topic, partition, offset },
  acceptedAt: timestamp,
  value,
});
