import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { secretIn } from '@lienthong/sandbox';
import { Client } from 'pg';
import type { Order, OutsideOptions, Played } from '../load/outside';
import { cpuOf, familyOf, residentOf } from '../measure/cpu';
import { type Ground, type GroundOptions, raiseGround } from './ground';
import { Program } from './program';

export const zonesAndCore = ['connector:portal', 'core', 'connector:one-stop'] as const;

export interface RigOptions extends GroundOptions {
  /** main.js of the hub that is measured; the product's own unless told. */
  readonly hub?: string;
  /** Options of Node for a role. */
  readonly nodeOptions?: (role: string) => readonly string[];
  readonly connections: number;
  /** Where the second counterpart is, if the configuration has one. */
  readonly otherPort?: number;
}

/** A hub whose roles are started one by one, the load around it, and the meters. */
export class Rig {
  private readonly roles = new Map<string, Program>();
  private outside: Program | undefined;
  /** Deliveries that were asked for since the rig stands. */
  private submitted = 0;

  private constructor(
    private readonly options: RigOptions,
    private readonly ground: Ground,
    private readonly db: Client,
  ) {}

  static async raise(options: RigOptions): Promise<Rig> {
    const ground = await raiseGround(options);
    const db = new Client({ connectionString: ground.postgres.url });
    await db.connect();
    return new Rig(options, ground, db);
  }

  async start(...names: readonly string[]): Promise<void> {
    const { hub = join(this.options.root, 'apps/hub/dist/main.js'), nodeOptions = () => [], data } = this.options;
    for (const name of names) {
      const log = join(data, 'logs', `${name.replace(':', '-')}.log`);
      const flags = ['--max-semi-space-size=64', ...nodeOptions(name)];
      this.roles.set(name, await Program.start([hub, 'run', name, ...this.ground.place], log, flags));
    }
  }

  /** The portal and the one-stop system outside; the door must be open. */
  async open(): Promise<void> {
    const { identity, data, connections, otherPort } = this.options;
    const { door, oneStop } = this.ground.addresses;
    const options: OutsideOptions = {
      ...{ messages: identity.messages, header: identity.header, count: identity.count, others: identity.others, connections },
      door: { host: door.host, port: door.port, token: await secretIn(door.tokenFile) },
      sinkPorts: [oneStop.port, ...(otherPort === undefined ? [] : [otherPort])],
    };
    this.outside = await Program.start([join(__dirname, '../load/process.js'), JSON.stringify(options)], join(data, 'logs/outside.log'));
  }

  async play(order: Order): Promise<Played> {
    if (!this.outside) throw new Error('the load is not open');
    const played = await this.outside.ask<Played>(order);
    this.submitted += played.to - played.from + played.others.length;
    if (played.refused > 0) throw new Error(`the door refused ${played.refused} messages`);
    return played;
  }

  /** How many messages the hub has recorded, or delivered and settled. */
  async tally(outcome: 'recorded' | 'delivery.delivered'): Promise<number> {
    const text = 'SELECT coalesce(sum(n), 0)::int AS n FROM hub.tally WHERE outcome = $1';
    const { rows } = await this.db.query<{ n: number }>(text, [outcome]);
    return rows[0]?.n ?? 0;
  }

  async until(outcome: 'recorded' | 'delivery.delivered', count: number): Promise<void> {
    while ((await this.tally(outcome)) < count) await sleep(20);
  }

  /** Everything that was pushed is delivered and settled. */
  settled(): Promise<void> {
    return this.until('delivery.delivered', this.submitted);
  }

  /** For what a measurement must do to the ledger; as its owner. */
  sql<Row extends object>(text: string): Promise<Row[]> {
    return this.db.query<Row>(text).then(({ rows }) => rows);
  }

  /** Milliseconds of processor time so far, by process. */
  cpu(): Record<string, number> {
    return cpuOf(this.pids());
  }

  /** Resident memory by process, MiB. */
  resident(): Record<string, number> {
    return Object.fromEntries(
      Object.entries(this.pids()).map(([name, pids]) => [name, pids.reduce((sum, pid) => sum + residentOf(pid), 0)]),
    );
  }

  async down(): Promise<void> {
    await this.db.end();
    await this.outside?.stop();
    for (const program of this.roles.values()) await program.stop();
    await this.ground.down();
  }

  private pids(): Record<string, number[]> {
    const hub = [...this.roles].map(([name, { pid }]) => [name, [pid]] as const);
    const servers = { kafka: [this.ground.kafka.pid], postgres: familyOf(this.ground.postgres.pid) };
    return { ...Object.fromEntries(hub), ...servers, ...(this.outside && { outside: [this.outside.pid] }) };
  }
}
