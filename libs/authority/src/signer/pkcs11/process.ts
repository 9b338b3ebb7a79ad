import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

import type { Act, Answer, Outcome } from './protocol';

export interface ProcessOptions {
  /** Compiled `module-process`. */
  readonly file: string;
  /** All of its environment: modules find their configuration there, and nothing of ours. */
  readonly environment: Readonly<Record<string, string>>;
  /** Calls into the module at once. */
  readonly calls: number;
}

/** The process that has the module in it, as seen from outside. */
export class Pkcs11Process {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (outcome: Outcome) => void>();
  private orders = 0;
  private hasEnded = false;

  constructor({ file, environment, calls }: ProcessOptions) {
    this.child = fork(file, [], {
      execArgv: [],
      env: { ...environment, UV_THREADPOOL_SIZE: String(calls + 1) },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.child.on('message', ({ id, outcome }: Answer) => this.release(id, outcome));
    this.child.on('error', () => this.end());
    this.child.on('exit', () => this.end());
    this.keepAlive(false);
  }

  get isDead(): boolean {
    return this.hasEnded;
  }

  /** Never rejects: a process that has ended, or ends, is a loss like any other. */
  ask(act: Act): Promise<Outcome> {
    if (this.hasEnded) return Promise.resolve(ended);
    return new Promise((resolve) => {
      const id = ++this.orders;
      this.waiting.set(id, resolve);
      this.keepAlive(true);
      this.child.send({ id, act }, (error) => {
        if (error) this.release(id, ended);
      });
    });
  }

  /** Gives the module a moment to say goodbye to its token. */
  async stop(): Promise<void> {
    await Promise.race([this.ask({ kind: 'close' }), sleep(1000, undefined, { ref: false })]);
    this.kill();
  }

  kill(): void {
    this.child.kill('SIGKILL');
    this.end();
  }

  private end(): void {
    this.hasEnded = true;
    for (const id of [...this.waiting.keys()]) this.release(id, ended);
  }

  private release(id: number, outcome: Outcome): void {
    const settle = this.waiting.get(id);
    this.waiting.delete(id);
    if (this.waiting.size === 0) this.keepAlive(false);
    settle?.(outcome);
  }

  /** An answer that is waited for keeps a program running; an idle module does not. */
  private keepAlive(isAwaited: boolean): void {
    if (isAwaited) {
      this.child.ref();
      this.child.channel?.ref();
    } else {
      this.child.unref();
      this.child.channel?.unref();
    }
  }
}

const ended: Outcome = {
  kind: 'failed',
  failure: { reason: 'lost', said: 'its process has ended; if at once: is the package pkcs11js installed, which needs a compiler?' },
};
