import { type ChildProcess, spawn } from 'node:child_process';
import type { Logger } from '@lienthong/runtime';

export interface ChildOptions {
  readonly role: string;
  readonly command: readonly [string, ...string[]];
  readonly log: Logger;
  readonly onReady: () => void;
}

/** Restarts come 0.2 s, 0.4 s … 10 s after a death; a minute of life forgives what was before. */
const pauseMs = (deaths: number): number => Math.min(100 * 2 ** deaths, 10_000);

/** One role as a process that is started again when it dies, until it is stopped. */
export class Child {
  private process: ChildProcess | undefined;
  private stopping = false;
  private deaths = 0;
  private exited: Promise<void> = Promise.resolve();

  constructor(private readonly options: ChildOptions) {}

  start(): void {
    const { role, command, log, onReady } = this.options;
    const [file, ...args] = command;
    const startedAt = Date.now();
    const child = spawn(file, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.process = child;
    child.on('message', (message) => {
      if (message === 'ready') onReady();
    });
    this.exited = new Promise((resolve) => {
      const ended = (facts: object): void => {
        resolve();
        if (this.stopping) return;
        this.deaths = Date.now() - startedAt > 60_000 ? 1 : this.deaths + 1;
        log.error({ child: role, ...facts, deaths: this.deaths }, 'role ended, starting it again');
        setTimeout(() => {
          if (!this.stopping) this.start();
        }, pauseMs(this.deaths));
      };
      child.once('exit', (code, signal) => ended({ code, signal }));
      child.on('error', (error) => {
        // a process that could not be started never exits
        if (child.pid === undefined) ended({ error });
        else log.warn({ child: role, error }, 'role could not be reached');
      });
    });
  }

  /** From now on its end is wanted, whoever causes it. */
  expectEnd(): void {
    this.stopping = true;
  }

  /** SIGTERM, and SIGKILL when it has not ended after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.expectEnd();
    this.process?.kill('SIGTERM');
    const timer = setTimeout(() => this.process?.kill('SIGKILL'), graceMs);
    await this.exited;
    clearTimeout(timer);
  }
}
