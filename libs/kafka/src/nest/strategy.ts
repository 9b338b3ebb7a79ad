import { BaseRpcContext, type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { KafkaClient } from '../client';
import { type BatchConsumer, createConsumer } from '../consumer/consumer';
import type { Claim } from '../consumer/each-run';
import type { Batch, ConsumedRecord, ConsumerReports, PositionStore, Running } from '../consumer/model';
import { KafkaError } from '../error';
import { type Stream, topicsOf } from '../topics';
import { readSettings, readStream } from './settings';

export interface KafkaStreamsOptions {
  readonly client: KafkaClient;
  /** Zones whose topics carry the streams: all of them for the core, its own for a connector. */
  readonly zones: readonly string[];
  /** Group ids are `<owner>.<stream>`: `core`, `connector-portal`. */
  readonly owner: string;
  /** Needed by streams that are handled in batches. */
  readonly positions?: PositionStore;
  readonly reports: ConsumerReports;
  readonly sessionTimeoutMs?: number;
  readonly consumer?: BatchConsumer;
}

/** `@Ctx()` of a handler: the stream's name, and for a single record how to claim it. */
export class StreamContext extends BaseRpcContext<[Stream, Claim]> {
  get stream(): Stream {
    return this.getArgByIndex(0) as Stream;
  }

  get claim(): Claim {
    return this.getArgByIndex(1) as Claim;
  }
}

const noClaim: Claim = () => Promise.reject(new KafkaError('kafka.misconfigured', { field: 'claim', reason: 'a batch has positions' }));

/**
 * Nest's transport over our consumer. A controller names a stream: `@EventPattern<string>('in', { records: 500, bytes: '8MiB', waitMs: 5 })`
 * gets a `Batch`; with `{ concurrency, maxOutstanding }` it gets one `ConsumedRecord` at a time, as many at once.
 *
 * The handler's end is the batch's end: it is called here and awaited, since `Server.handleEvent` resolves although the handler threw.
 */
export class KafkaStreams extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol('kafka-streams');
  /** Failures go to the consumer, which repeats the batch and reports. */
  override readonly propagatesEventHandlerErrors = true;
  private running: Running[] = [];
  private readonly consumer: BatchConsumer;

  constructor(private readonly options: KafkaStreamsOptions) {
    super();
    this.consumer = options.consumer ?? createConsumer(options.client);
  }

  listen(callback: (error?: unknown) => void): void {
    this.start().then(
      () => callback(),
      (error: unknown) => callback(error),
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.running.map((one) => one.stop()));
    this.running = [];
  }

  on(): never {
    throw new KafkaError('kafka.misconfigured', { field: 'on', expected: 'reports in the options' });
  }

  unwrap(): never {
    throw new KafkaError('kafka.misconfigured', { field: 'unwrap', expected: 'stop by close' });
  }

  private async start(): Promise<void> {
    const handlers = [...this.getHandlers()].map(([pattern, handler]) => ({ stream: readStream(pattern), handler }));
    try {
      for (const { stream, handler } of handlers) this.running.push(await this.consume(stream, handler));
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  private consume(stream: Stream, handler: MessageHandler): Promise<Running> {
    if (handler.next) throw new KafkaError('kafka.misconfigured', { stream, reason: 'two handlers for one stream' });
    const { zones, owner, reports, sessionTimeoutMs, positions } = this.options;
    const common = { groupId: `${owner}.${stream}`, topics: topicsOf(stream, zones), reports, sessionTimeoutMs };
    const settings = readSettings(stream, handler.extras);
    const call = (data: Batch | ConsumedRecord, claim = noClaim): Promise<void> =>
      finish(handler, data, new StreamContext([stream, claim]));
    if (settings.way === 'each') return this.consumer.run({ ...common, ...settings, each: call });
    if (positions === undefined) throw new KafkaError('kafka.misconfigured', { stream, field: 'positions', expected: 'a position store' });
    return this.consumer.run({ ...common, positions, limits: settings.limits, handle: (batch) => call(batch) });
  }
}

/** Nest answers a value or a stream; a thrown error is a stream that fails. Either way the handler is over when this is. */
async function finish(handler: MessageHandler, data: Batch | ConsumedRecord, context: StreamContext): Promise<void> {
  const answer: unknown = await handler(data, context);
  try {
    if (isObservable(answer)) await lastValueFrom(answer, { defaultValue: undefined });
  } catch (cause) {
    if (cause instanceof Error) throw cause;
    throw new KafkaError(
      'kafka.handler-failed',
      { reason: "replaced by Nest's RPC proxy: see its log, or use the filter OriginalErrors" },
      { cause },
    );
  }
}
