import { setTimeout as sleep } from 'node:timers/promises';
import type { Connector, Source } from '@lienthong/adapter-kit';
import type { ConnectorRead } from '@lienthong/config';
import { Turns } from '../turns';

/** What deliveries meet in their zone. */
export interface Station {
  readonly connector: Connector;
  readonly turns: Turns;
  /** Nothing is to be sent: what is at hand is left to whoever sends it again. */
  readonly paused: boolean;
}

export interface Making {
  readonly create: (config: ConnectorRead['config']) => Connector;
  /** Runs until `stop`, whatever happens to it. */
  readonly run: (name: string, source: Source, stop: AbortSignal) => Promise<void>;
}

/** A source that does not heed its signal keeps its successor waiting no longer. */
const patienceMs = 10_000;

/** One connector of the zone, which may become another one while messages flow. */
export class LiveStation implements Station {
  connector: Connector;
  readonly turns: Turns;
  paused = false;
  private source: { readonly stop: AbortController; readonly ended: Promise<void> } | undefined;

  constructor(
    private read: ConnectorRead,
    private readonly making: Making,
  ) {
    this.connector = making.create(read.config);
    this.turns = new Turns(read.config.delivery);
  }

  start(): void {
    const { source } = this.connector;
    if (!source || this.paused) return;
    const stop = new AbortController();
    this.source = { stop, ended: this.making.run(this.read.config.name, source, stop.signal) };
  }

  /** Nothing that is under way is cut: the old one has taken in and sent what it began before the new one begins. */
  async become(read: ConnectorRead, paused: boolean): Promise<void> {
    const isSame = read.file.digest === this.read.file.digest;
    if (isSame && paused === this.paused) return;
    await this.rest();
    try {
      if (!isSame) await this.replace(read);
      this.paused = paused;
    } finally {
      this.turns.go(this.read.config.delivery);
      this.start();
    }
  }

  async end(): Promise<void> {
    await this.rest();
    await this.connector.close();
    this.paused = true;
    this.turns.go(this.read.config.delivery);
  }

  async stopSource(): Promise<void> {
    this.source?.stop.abort();
    await Promise.race([this.source?.ended, sleep(patienceMs, undefined, { ref: false })]);
    this.source = undefined;
  }

  private async rest(): Promise<void> {
    await Promise.all([this.stopSource(), this.turns.hold()]);
  }

  /** The old one is closed first: the two may keep the same file or listen at the same address. */
  private async replace(read: ConnectorRead): Promise<void> {
    await this.connector.close();
    try {
      this.connector = this.making.create(read.config);
      this.read = read;
    } catch (error) {
      this.connector = this.making.create(this.read.config);
      throw error;
    }
  }
}
