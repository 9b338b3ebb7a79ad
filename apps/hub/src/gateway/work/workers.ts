import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { Refusal } from '../refusal';
import type { Asked, Objection, SignAnswer, SignTask, Told, VerifyAnswer, VerifyTask } from './tasks';

export interface WorkerOptions {
  readonly threads: number;
  /** Tasks that wait at most. */
  readonly queue: number;
  /** Milliseconds for one task, waiting included. */
  readonly time: number;
  /** Bytes of heap of one thread. */
  readonly memory: number;
  /** Compiled `worker`, where it is not beside this file. */
  readonly file?: string;
}

type Task = VerifyTask | SignTask;
type Answer = VerifyAnswer | SignAnswer;

/** What a signing thread has made outside of it. */
export type Makes = Readonly<Record<Asked['what'], (bytes: Uint8Array) => Promise<Uint8Array>>>;

/** Threads that judge and sign: nothing of it on the event loop, and an end to whatever takes too long or too much. */
export class Workers {
  private readonly pool: Piscina<Task, Answer | Objection>;

  constructor(private readonly options: WorkerOptions) {
    const { threads, queue, memory, file } = options;
    this.pool = new Piscina({
      ...{ filename: file ?? require.resolve('./worker'), name: 'work' },
      ...{ minThreads: 1, maxThreads: threads, maxQueue: queue, concurrentTasksPerWorker: 1, idleTimeout: 60_000 },
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(memory / 1024 ** 2), maxYoungGenerationSizeMb: 64 },
    });
  }

  /** @throws Refusal `gateway.busy`, `gateway.time-limit`, `gateway.memory-limit`, or what the thread objects to */
  verify(task: VerifyTask, gone?: AbortSignal): Promise<VerifyAnswer> {
    return this.run<VerifyAnswer>(task, gone);
  }

  /** As `verify`; what fails while a signature or time stamp is made outside is thrown as it is. */
  async sign(task: Omit<SignTask, 'kind' | 'port'>, makes: Makes, gone?: AbortSignal): Promise<SignAnswer> {
    const { port1: here, port2: port } = new MessageChannel();
    let failure: { readonly error: unknown } | undefined;
    here.on('message', ({ what, bytes }: Asked) => {
      makes[what](bytes).then(
        (made) => here.postMessage({ bytes: made } satisfies Told),
        (error: unknown) => {
          failure = { error };
          here.postMessage({ failed: what } satisfies Told);
        },
      );
    });
    try {
      return await this.run<SignAnswer>({ ...task, kind: 'sign', port }, gone, [port]);
    } catch (error) {
      throw failure ? failure.error : error;
    } finally {
      here.close();
    }
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private async run<A extends Answer>(task: Task, gone?: AbortSignal, transferList: MessagePort[] = []): Promise<A> {
    const late = AbortSignal.timeout(this.options.time);
    const answer = await this.pool
      .run(task, { signal: gone ? AbortSignal.any([late, gone]) : late, transferList })
      .catch((error: unknown) => {
        throw refusalFor(error, late.aborted);
      });
    if (answer.kind === 'objection') throw new Refusal(answer.code, answer.where);
    return answer as A;
  }
}

function refusalFor(error: unknown, late: boolean): unknown {
  if (!(error instanceof Error)) return error;
  if (late) return new Refusal('gateway.time-limit', '', { cause: error });
  if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new Refusal('gateway.memory-limit', '', { cause: error });
  return /queue is at limit/i.test(error.message) ? new Refusal('gateway.busy', '', { cause: error }) : error;
}
