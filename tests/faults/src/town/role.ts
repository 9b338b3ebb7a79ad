import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { Role, RoleName } from '../model';
import { inherited } from './environment';

export interface RoleOptions {
  readonly name: RoleName;
  /** Arguments of node. */
  readonly command: readonly string[];
  /** Takes all that it prints, appended. */
  readonly log: string;
}

/** Milliseconds from an end to the next start: without a pause, a role that cannot start takes the machine from all others. */
const breath = 200;
/** Milliseconds that a role has for ending in order. */
const patience = 15_000;
const readyWithin = 120_000;

/** A role of the hub as a child of ours, started again as `hub up` does, but never later and later. */
export class RoleProcess implements Role {
  readonly name: RoleName;
  readonly ends: (number | string)[] = [];
  starts = 0;
  private child: ChildProcess | undefined;
  private isReady = false;
  private held = true;
  private variables: Readonly<Record<string, string | undefined>> = {};
  private readonly news = new EventEmitter().setMaxListeners(0);

  constructor(private readonly options: RoleOptions) {
    this.name = options.name;
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  env(variables: Readonly<Record<string, string | undefined>>): void {
    this.variables = { ...this.variables, ...variables };
  }

  release(): void {
    if (!this.held) return;
    this.held = false;
    if (!this.child) this.start();
  }

  async hold(): Promise<void> {
    this.held = true;
    const { child } = this;
    if (!child) return;
    child.kill('SIGCONT');
    child.kill('SIGTERM');
    const insist = setTimeout(() => child.kill('SIGKILL'), patience);
    await gone(child);
    clearTimeout(insist);
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child) return;
    child.kill('SIGKILL');
    await gone(child);
  }

  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  async ready(): Promise<void> {
    const late = AbortSignal.timeout(readyWithin);
    while (!this.isReady)
      await once(this.news, 'ready', { signal: late }).catch(() => {
        throw new Error(
          `${this.name} is not ready within ${readyWithin / 1_000} s; it ended with ${this.ends.slice(-3).join(', ') || 'nothing'}`,
        );
      });
  }

  private start(): void {
    const output = openSync(this.options.log, 'a', 0o600);
    const child = spawn(process.execPath, this.options.command, {
      stdio: ['ignore', output, output, 'ipc'],
      env: inherited(this.variables),
    });
    closeSync(output);
    this.child = child;
    this.isReady = false;
    this.starts++;
    child.on('message', (message) => {
      if (message !== 'ready') return;
      this.isReady = true;
      this.news.emit('ready');
    });
    child.on('error', () => undefined); // its exit tells
    child.once('exit', (code, signal) => this.ended(code ?? signal ?? 'unknown'));
  }

  private ended(how: number | string): void {
    this.ends.push(how);
    this.child = undefined;
    this.isReady = false;
    this.news.emit('end');
    setTimeout(() => {
      if (!this.held && !this.child) this.start();
    }, breath);
  }
}

const gone = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
};
