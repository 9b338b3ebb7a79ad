import { availableParallelism } from 'node:os';
import { later } from '@lienthong/message';
import { type FoundClaim, type SignedClaim, portableClaim, unpackClaim } from '@lienthong/trust';
import { Piscina } from 'piscina';
import { Turns } from '../../turns';
import { errorOf } from './refusal';
import type { Answer } from './worker';

export interface VerifyingPoolOptions {
  /** Compiled `worker`, where it is not beside this file. */
  readonly worker?: string;
  readonly threads?: number;
  /** For one signature once a thread has it. None that its limits let through takes so long on a machine that has time for it. */
  readonly timeoutMs?: number;
}

const memory = { maxOldGenerationSizeMb: 512 };

/** Threads in which signatures are verified that would hold up the core's own. */
export class VerifyingPool {
  private readonly threads: Piscina<SignedClaim, Answer>;
  private readonly timeoutMs: number;
  /** Whoever waits for a thread waits here: the pool would count it among the signature's own time. */
  private readonly turns: Turns;

  constructor(options: VerifyingPoolOptions = {}) {
    const { worker = require.resolve('./worker'), threads = Math.max(1, availableParallelism() - 1), timeoutMs = 10_000 } = options;
    this.timeoutMs = timeoutMs;
    this.turns = new Turns({ concurrency: threads });
    this.threads = new Piscina({
      filename: worker,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: 60_000,
      resourceLimits: memory,
    });
  }

  /** Rejects as `ClaimReader.read` does, and with the transient `signature.late`: that thread is stopped. */
  async read(claim: SignedClaim): Promise<FoundClaim> {
    const end = await this.turns.take();
    try {
      const answer = await this.run(claim);
      if ('refusal' in answer) throw errorOf(answer.refusal);
      return unpackClaim(answer.claim);
    } finally {
      end();
    }
  }

  close(): Promise<void> {
    return this.threads.destroy();
  }

  private async run(claim: SignedClaim): Promise<Answer> {
    const late = AbortSignal.timeout(this.timeoutMs);
    try {
      return await this.threads.run(portableClaim(claim), { name: 'read', signal: late });
    } catch (error) {
      throw late.aborted ? later('signature.late', {}, error) : error;
    }
  }
}
