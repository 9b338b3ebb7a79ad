import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';

/** A Node program as an own process that says `ready` over its channel. */
export class Program {
  private constructor(private readonly child: ChildProcess) {}

  /** `log` takes what it prints. Throws when it ends before it is ready. */
  static async start(words: readonly string[], log: string, nodeOptions: readonly string[] = []): Promise<Program> {
    const out = openSync(log, 'a', 0o600);
    const child = spawn(process.execPath, [...nodeOptions, ...words], { stdio: ['ignore', out, out, 'ipc'], serialization: 'advanced' });
    const [first] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[];
    if (first !== 'ready') throw new Error(`${words.slice(1, 3).join(' ')} ended before it was ready: ${log}`);
    return new Program(child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Sends an order and waits for the answer. */
  async ask<T>(order: object): Promise<T> {
    this.child.send(order);
    const [answer] = (await Promise.race([once(this.child, 'message'), once(this.child, 'exit')])) as unknown[];
    if (typeof answer !== 'object' || answer === null) throw new Error('the process ended before it answered');
    return answer as T;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }
}
