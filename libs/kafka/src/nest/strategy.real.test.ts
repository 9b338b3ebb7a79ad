/* eslint-disable @typescript-eslint/no-unnecessary-type-arguments -- without it TypeScript takes another overload, whose further parameters are unknown */
import 'reflect-metadata';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { Batch, ConsumedRecord } from '../consumer/model';
import { PositionMoved } from '@lienthong/message';
import { createProducer } from '../producer/producer';
import { type TestBroker, provision, startBroker, until } from '../testing/broker.test-kit';
import { Ledger, Reports } from '../testing/ledger.test-kit';
import { topicName } from '../topics';
import { OriginalErrors } from './original-errors';
import { KafkaStreams, StreamContext } from './strategy';

let broker: TestBroker;
beforeAll(async () => {
  broker = await startBroker();
  await provision(broker.client(), ['a', 'b', 'c']);
});
afterAll(() => broker.end());

async function send(topic: string, ...values: string[]): Promise<void> {
  const producer = createProducer(broker.client());
  await producer.send(
    topic,
    values.map((value) => ({ key: 'one', value: Buffer.from(value) })),
  );
  await producer.close();
}

const text = ({ value }: ConsumedRecord): string => Buffer.from(value).toString();

/** A Nest microservice around one controller, stopped by the answer. */
async function serve(controller: new () => object, strategy: KafkaStreams, ...filters: OriginalErrors[]): Promise<() => Promise<void>> {
  @Module({ controllers: [controller] })
  class App {}
  const app = await NestFactory.createMicroservice(App, { strategy, logger: false });
  app.useGlobalFilters(...filters);
  await app.listen();
  return () => app.close();
}

const strategy = (zone: string, ledger: Ledger, reports: Reports): KafkaStreams =>
  new KafkaStreams({ client: broker.client(), zones: [zone], owner: `core-${zone}`, positions: ledger, reports, sessionTimeoutMs: 2_000 });

describe('a Nest controller on a stream', () => {
  it('gets batches, and whatever it throws is repeated or sought, although Nest replaces the error', async () => {
    const ledger = new Ledger();
    const reports = new Reports();
    const seen: string[] = [];
    @Controller()
    class Intake {
      @EventPattern<string>('in', { records: 2, bytes: '8MiB', waitMs: 20 })
      async onBatch(@Payload() batch: Batch, @Ctx() context: StreamContext): Promise<void> {
        seen.push(`${context.stream} ${batch.records.map(text).join('+')}`);
        if (seen.length === 1) throw new Error('database away');
        if (seen.length === 3) await ledger.record(batch); // a stalled twin wakes up
        await ledger.record(batch);
      }
    }
    await send(topicName.in('a'), '1', '2', '3');
    const close = await serve(Intake, strategy('a', ledger, reports));
    await until('all records', () => ledger.values.length === 3);
    await close();
    expect(ledger.values).toEqual(['1', '2', '3']);
    expect(seen).toEqual(['in 1+2', 'in 1+2', 'in 3']);
    expect(reports.failures).toHaveLength(2);
    for (const failure of reports.failures)
      expect(failure).toMatchObject({ code: 'kafka.handler-failed', cause: { status: 'error', message: 'Internal server error' } });
  });

  it('with the filter every error arrives as it was thrown', async () => {
    const ledger = new Ledger();
    const reports = new Reports();
    const thrown = new Error('database away');
    let calls = 0;
    @Controller()
    class Intake {
      @EventPattern<string>('in', { records: 10 })
      async onBatch(batch: Batch): Promise<void> {
        if (++calls <= 2) throw thrown;
        if (calls === 3) throw new PositionMoved('another process was faster');
        await ledger.record(batch);
      }
    }
    await send(topicName.in('b'), '1');
    const close = await serve(Intake, strategy('b', ledger, reports), new OriginalErrors());
    await until('the record', () => ledger.values.length === 1);
    await close();
    expect(reports.failures).toEqual([thrown, thrown]);
  });

  it('with concurrency gets single records', async () => {
    const reports = new Reports();
    const seen: string[] = [];
    @Controller()
    class Sink {
      @EventPattern<string>('out', { concurrency: 2 })
      onRecord(record: ConsumedRecord): void {
        seen.push(text(record));
      }
    }
    await send(topicName.out('c'), '1', '2', '3');
    const close = await serve(Sink, strategy('c', new Ledger(), reports));
    await until('the records', () => seen.length === 3);
    await close();
    expect(seen.sort()).toEqual(['1', '2', '3']);
  });

  it.each([
    ['a stream that does not exist', 'inn', {}, 'stream'],
    ['a setting that does not exist', 'in', { record: 5 }, 'record'],
    ['a size without a unit that exists', 'in', { bytes: '8MX' }, 'bytes'],
    ['a count of none', 'in', { records: 0 }, 'records'],
  ])('refuses to start with %s', async (_, stream, settings, field) => {
    @Controller()
    class Wrong {
      @EventPattern<string>(stream, settings)
      onBatch(): void {
        throw new Error('never called');
      }
    }
    await expect(serve(Wrong, strategy('a', new Ledger(), new Reports()))).rejects.toMatchObject({
      code: 'kafka.misconfigured',
      facts: { field },
    });
  });
});
