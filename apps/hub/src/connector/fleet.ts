import type { ConnectorFile, ConnectorRead } from '@lienthong/config';
import type { ConnectorOrder, ConnectorReport } from '@lienthong/message';
import type { Logger } from '@lienthong/runtime';
import { complaintOf } from '../complaint/complaint';
import { Misconfigured } from '../settings';
import { LiveStation, type Making, type Station } from './station';

export interface FleetParts extends Making {
  /** Throws `Misconfigured` for settings that cannot be used here. */
  readonly read: (name: string, text: string) => ConnectorRead;
  /** Tells the core what became of an order. */
  readonly report: (report: ConnectorReport) => void;
  readonly log: Pick<Logger, 'info' | 'error'>;
}

/** The connectors of one zone, each as its newest order says. */
export class Fleet {
  private readonly stations = new Map<string, LiveStation>();
  private readonly revisions = new Map<string, number>();
  private readonly obeying = new Map<string, Promise<void>>();

  constructor(private readonly parts: FleetParts) {}

  get names(): string[] {
    return [...this.stations.keys()];
  }

  get(name: string): Station | undefined {
    return this.stations.get(name);
  }

  /** By its file, as long as nobody has ordered anything else. */
  begin({ name, text }: ConnectorFile): void {
    this.launch(name, this.parts.read(name, text), false);
  }

  /** One order of a connector after the other; an older one than the newest is none. Never rejects. */
  obey(name: string, order: ConnectorOrder): Promise<void> {
    const done = (this.obeying.get(name) ?? Promise.resolve()).then(() => this.carryOut(name, order));
    this.obeying.set(name, done);
    return done;
  }

  stopSources(): Promise<unknown> {
    return Promise.all([...this.stations.values()].map((station) => station.stopSource()));
  }

  close(): Promise<unknown> {
    return Promise.all([...this.stations.values()].map(({ connector }) => connector.close()));
  }

  private async carryOut(name: string, order: ConnectorOrder): Promise<void> {
    const { revision, version } = order;
    if (revision <= (this.revisions.get(name) ?? 0)) return;
    this.revisions.set(name, revision);
    const report = await this.attempt(name, order);
    this.parts.log.info({ connector: name, revision, version, state: report.state, problem: report.problem }, 'order carried out');
    this.parts.report({ connector: name, revision, ...report });
  }

  private async attempt(name: string, { removed, paused, text }: ConnectorOrder): Promise<Pick<ConnectorReport, 'state' | 'problem'>> {
    try {
      if (removed) await this.remove(name);
      else await this.become(name, this.parts.read(name, text), paused);
      return { state: removed ? 'removed' : paused ? 'paused' : 'running', problem: '' };
    } catch (error) {
      this.parts.log.error({ connector: name, error }, 'the order cannot be carried out');
      return { state: 'refused', problem: wordsOf(error) };
    }
  }

  private async become(name: string, read: ConnectorRead, paused: boolean): Promise<void> {
    const station = this.stations.get(name);
    if (station) await station.become(read, paused);
    else this.launch(name, read, paused);
  }

  private launch(name: string, read: ConnectorRead, paused: boolean): void {
    const station = new LiveStation(read, this.parts);
    station.paused = paused;
    this.stations.set(name, station);
    station.start();
  }

  private async remove(name: string): Promise<void> {
    const station = this.stations.get(name);
    this.stations.delete(name);
    await station?.end();
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof Misconfigured) return error.problems.map(({ code, file, line, en }) => `${code} ${file}:${line} ${en}`).join('; ');
  const { code, where } = complaintOf(error, 'en');
  return `${code} ${where}`;
}
