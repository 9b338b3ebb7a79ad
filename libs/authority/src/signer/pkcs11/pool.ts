import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { AuthorityError } from '../../error';
import { errorOf, isFinal, isLoss } from './failure';
import { Pkcs11Process, type ProcessOptions } from './process';
import type { Failure, FoundKey, Mechanism, Opening, Outcome } from './protocol';

export interface PoolOptions {
  readonly opening: Opening;
  readonly process: Omit<ProcessOptions, 'calls'>;
  /** From the call of `sign` to its answer or its error. A call into the module that takes longer is broken off with its process. */
  readonly deadlineMs: number;
  /** For the module to start. */
  readonly patienceMs: number;
  /** Pauses between attempts to get the token back; the last one repeats. */
  readonly backOffMs: readonly number[];
}

interface Job {
  readonly mechanism: Mechanism;
  readonly data: Uint8Array;
  attempts: number;
  isSettled: boolean;
  settle(outcome: Uint8Array | AuthorityError): void;
}

type Opened = Extract<Outcome, { kind: 'opened' }>;
type Failed = Extract<Outcome, { kind: 'failed' }>;

const maxQueue = 10_000;
const maxOpenings = 3;

/** Of token and PIN, each that a module called wrong: no signer of this process shows it to the token again. */
const wrongPins = new Set<string>();

/** Sessions on one token: hands out work, notices when the token or the module goes away, and gets it back. */
export class Pkcs11Pool {
  private process: Pkcs11Process | undefined;
  /** Sessions with nothing to do. */
  private idle: number[] = [];
  private readonly running = new Set<Job>();
  private onIdle: (() => void) | undefined;
  private readonly queue: Job[] = [];
  private state: 'open' | 'recovering' | 'refused' | 'closed' = 'recovering';
  /** Why nothing can be signed now. */
  private trouble: AuthorityError | undefined;
  private readonly stopped = new AbortController();

  constructor(private readonly options: PoolOptions) {}

  /** Logs in. A module that is starting elsewhere may hide its tokens for a moment. Throws `AuthorityError`; close the pool then. */
  async open(): Promise<FoundKey> {
    for (let attempt = 1; ; attempt++) {
      const outcome = await this.connect();
      if (outcome.kind === 'opened') {
        this.state = 'open';
        return outcome.found;
      }
      if (attempt === maxOpenings || !isLoss(outcome.failure)) throw errorOf(outcome.failure);
      await this.pause(attempt);
    }
  }

  sign(mechanism: Mechanism, data: Uint8Array): Promise<Uint8Array> {
    if (this.is('refused') || this.is('closed')) return Promise.reject(this.trouble ?? unavailable('the signer is closed'));
    if (this.queue.length >= maxQueue) return Promise.reject(unavailable(`${maxQueue} signatures are waiting already`));
    return new Promise((resolve, reject) => {
      const job: Job = {
        ...{ mechanism, data, attempts: 0, isSettled: false },
        settle: (outcome) => {
          clearTimeout(timer);
          job.isSettled = true;
          const place = this.queue.indexOf(job);
          if (place >= 0) this.queue.splice(place, 1);
          if (outcome instanceof AuthorityError) reject(outcome);
          else resolve(outcome);
        },
      };
      const timer = setTimeout(() => this.onDeadline(job), this.options.deadlineMs);
      this.queue.push(job);
      this.dispatch();
    });
  }

  async close(): Promise<void> {
    if (this.is('closed')) return;
    this.end('closed', unavailable('the signer is closed'));
    this.stopped.abort();
    await this.process?.stop();
  }

  private dispatch(): void {
    while (this.is('open') && this.process && this.idle.length > 0) {
      const job = this.queue.shift();
      if (job === undefined) return;
      void this.run(this.process, this.idle.pop() ?? 0, job);
    }
  }

  private async run(process: Pkcs11Process, session: number, job: Job): Promise<void> {
    const { mechanism, data } = job;
    job.attempts++;
    this.running.add(job);
    const outcome = await process.ask({ kind: 'sign', session, mechanism, data });
    this.running.delete(job);
    if (outcome.kind === 'signed') job.settle(outcome.signature);
    else if (outcome.kind === 'failed') this.onFailure(job, outcome.failure);
    if (process === this.process) this.idle.push(session);
    if (this.running.size === 0) this.onIdle?.();
    this.dispatch();
  }

  private onFailure(job: Job, failure: Failure): void {
    const error = errorOf(failure);
    const isOver = this.is('closed') || this.is('refused');
    if (isFinal(failure) && !isOver) this.end('refused', error);
    if (isOver || !isLoss(failure)) return job.settle(error);
    this.trouble ??= error;
    if (job.attempts > 1) job.settle(error);
    else if (!job.isSettled) this.queue.unshift(job);
    if (this.is('open')) void this.recover();
  }

  private onDeadline(job: Job): void {
    const { code, message } = this.trouble ?? unavailable('the module does not answer');
    const isInModule = this.running.has(job);
    job.settle(new AuthorityError(code, `${message}; waited for ${this.options.deadlineMs} ms`));
    if (!isInModule) return;
    this.process?.kill();
    if (this.is('open')) void this.recover();
  }

  private async recover(): Promise<void> {
    this.state = 'recovering';
    // Each ends by its deadline at the latest.
    if (this.running.size > 0) await new Promise<void>((resolve) => (this.onIdle = resolve));
    for (let attempt = 1; this.is('recovering'); attempt++) {
      const outcome = await this.connect();
      if (!this.is('recovering')) return;
      if (outcome.kind === 'opened') break;
      if (isFinal(outcome.failure)) this.end('refused', errorOf(outcome.failure));
      if (!this.is('recovering')) return;
      this.trouble = errorOf(outcome.failure);
      await this.pause(attempt);
    }
    if (!this.is('recovering')) return;
    this.state = 'open';
    this.trouble = undefined;
    this.dispatch();
  }

  /** With a new start of the module in the same process while it lives, else in a new one. */
  private async connect(): Promise<Opened | Failed> {
    const { opening, process: options, patienceMs } = this.options;
    const pin = hash('sha256', JSON.stringify([opening.token, opening.pin]));
    if (wrongPins.has(pin)) return failed('pin-wrong', 'told before');
    const process = this.process?.isDead === false ? this.process : new Pkcs11Process({ ...options, calls: opening.sessions });
    this.process = process;
    const late = sleep(patienceMs, failed('lost', `no answer in ${patienceMs} ms`), { ref: false });
    const outcome = await Promise.race([process.ask({ kind: 'open', opening }), late]);
    if (outcome.kind === 'opened') {
      this.idle = Array.from({ length: opening.sessions }, (_, session) => session);
      return outcome;
    }
    if (outcome.kind !== 'failed') return failed('lost', 'another answer');
    if (outcome.failure.reason === 'pin-wrong') wrongPins.add(pin);
    if (outcome.failure.reason === 'lost') process.kill();
    return outcome;
  }

  private async pause(attempt: number): Promise<void> {
    const { backOffMs } = this.options;
    const pause = backOffMs[Math.min(attempt, backOffMs.length) - 1] ?? 1000;
    await sleep(pause, undefined, { signal: this.stopped.signal }).catch(() => undefined);
  }

  private end(state: 'refused' | 'closed', trouble: AuthorityError): void {
    this.state = state;
    this.trouble = trouble;
    for (const job of [...this.queue]) job.settle(trouble);
  }

  private is(state: Pkcs11Pool['state']): boolean {
    return this.state === state;
  }
}

const failed = (reason: Failure['reason'], said: string): Failed => ({ kind: 'failed', failure: { reason, said } });
const unavailable = (reason: string): AuthorityError => new AuthorityError('signer-unavailable', `signing with PKCS#11: ${reason}`);
