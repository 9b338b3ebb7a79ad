import { availableParallelism } from 'node:os';
import { type CertificateCache, type FoundClaim, type SignedClaim, portableClaim, unpackClaim } from '@lienthong/trust';
import { Piscina } from 'piscina';
import { errorOf } from './refusal';
import type { Answer } from './worker';

export interface VerifyingPoolOptions {
  readonly certificates: CertificateCache;
  /** Compiled `worker`, where it is not beside this file. */
  readonly worker?: string;
}

/** No signature that its limits let through takes so long; what does is stopped with its thread. */
const timeoutMs = 10_000;
const memory = { maxOldGenerationSizeMb: 512 };

/** Threads in which signatures are verified that would hold up the core's own. */
export class VerifyingPool {
  private readonly threads: Piscina<SignedClaim, Answer>;
  private readonly certificates: CertificateCache;

  constructor({ certificates, worker = require.resolve('./worker') }: VerifyingPoolOptions) {
    this.certificates = certificates;
    this.threads = new Piscina({
      filename: worker,
      minThreads: 0,
      maxThreads: Math.max(1, availableParallelism() - 1),
      idleTimeout: 60_000,
      resourceLimits: memory,
    });
  }

  /** Rejects as `ClaimReader.read` does, and with `AbortError` after ten seconds. */
  async read(claim: SignedClaim): Promise<FoundClaim> {
    const answer = await this.threads.run(portableClaim(claim), { name: 'read', signal: AbortSignal.timeout(timeoutMs) });
    if ('refusal' in answer) throw errorOf(answer.refusal);
    return unpackClaim(answer.claim, this.certificates);
  }

  close(): Promise<void> {
    return this.threads.destroy();
  }
}
