import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { Gone, Refusal } from '../refusal';
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
  /** Tasks under way and waiting: the pool's own count leaves some out. */
  private inHand = 0;

  constructor(private readonly options: WorkerOptions) {
    const { threads, memory, file } = options;
    this.pool = new Piscina({
      ...{ filename: file ?? require.resolve('./worker'), name: 'work' },
      ...{ minThreads: 1, maxThreads: threads, concurrentTasksPerWorker: 1, idleTimeout: 60_000 },
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(memory / 1024 ** 2), maxYoungGenerationSizeMb: 64 },
    });
  }

  /** @throws Refusal `gateway.busy`, `gateway.time-limit`, `gateway.memory-limit`, or what the thread objects to; Gone */
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
    const { threads, queue, time } = this.options;
    if (this.inHand >= threads + queue) throw new Refusal('gateway.busy');
    const late = AbortSignal.timeout(time);
    this.inHand++;
    try {
      const answer = await this.pool.run(task, { signal: gone ? AbortSignal.any([late, gone]) : late, transferList });
      if (answer.kind === 'objection') throw new Refusal(answer.code, answer.where);
      return answer as A;
    } catch (error) {
      if (error instanceof Refusal) throw error;
      if (late.aborted) throw new Refusal('gateway.time-limit', '', { cause: error });
      throw gone?.aborted ? new Gone('the caller left while its file was worked on', { cause: error }) : refusalFor(error);
    } finally {
      this.inHand--;
    }
  }
}

/** A thread's error may be of another realm. */
function refusalFor(error: unknown): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? new Refusal('gateway.memory-limit', '', { cause: error }) : error;
}
