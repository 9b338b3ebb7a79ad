import { Piscina } from 'piscina';
import { Refusal } from '../refusal';
import type { Objection, VerifyAnswer, VerifyTask } from './tasks';

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

/** Threads that judge: nothing of it on the event loop, and an end to whatever takes too long or too much. */
export class Workers {
  private readonly pool: Piscina<VerifyTask, VerifyAnswer | Objection>;

  constructor(private readonly options: WorkerOptions) {
    const { threads, queue, memory, file } = options;
    this.pool = new Piscina({
      filename: file ?? require.resolve('./worker'),
      ...{ minThreads: 1, maxThreads: threads, maxQueue: queue, concurrentTasksPerWorker: 1, idleTimeout: 60_000 },
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(memory / 1024 ** 2), maxYoungGenerationSizeMb: 64 },
    });
  }

  /** @throws Refusal `gateway.busy`, `gateway.time-limit`, `gateway.memory-limit`, or what the thread objects to */
  async verify(task: VerifyTask, gone?: AbortSignal): Promise<VerifyAnswer> {
    const answer = await this.run(task, gone);
    if (answer.kind === 'objection') throw new Refusal(answer.code, answer.where);
    return answer;
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private async run(task: VerifyTask, gone?: AbortSignal): Promise<VerifyAnswer | Objection> {
    const late = AbortSignal.timeout(this.options.time);
    try {
      return await this.pool.run(task, { signal: gone ? AbortSignal.any([late, gone]) : late });
    } catch (error) {
      throw refusalFor(error, late.aborted);
    }
  }
}

function refusalFor(error: unknown, late: boolean): unknown {
  if (!(error instanceof Error)) return error;
  if (late) return new Refusal('gateway.time-limit', '', { cause: error });
  if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY')
    return new Refusal('gateway.memory-limit', '', { cause: error });
  return /queue is at limit/i.test(error.message) ? new Refusal('gateway.busy', '', { cause: error }) : error;
}
