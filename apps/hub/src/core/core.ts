import { EvidenceError } from '@lienthong/evidence';
import { topicName } from '@lienthong/kafka';
import type { ConnectorReport } from '@lienthong/message';
import { ParkedMoved, type Placed, type Reverified, type Way, take } from '@lienthong/pipeline';
import { type Logger, type Loop, startLoop } from '@lienthong/runtime';
import type { PostgresLedger } from '@lienthong/store';
import { gatewayZone } from '../zones';
import { takeActs } from './acts';
import type { Stamping } from './timestamping';

export interface CoreParts {
  readonly way: Way;
  readonly ledger: PostgresLedger;
  readonly sealEveryMs: number;
  readonly publishEveryMs: number;
  /** Shows the newest seal to the world. */
  readonly publish: () => Promise<void>;
  /** Judges again what was taken provisionally and is due; gives what is news, and whether there may be more. */
  readonly reverify: () => Promise<{ readonly news: readonly Reverified[]; readonly isMore: boolean }>;
  /** Time stamps of the newest seal; absent where no authority is configured. */
  readonly stamping?: Stamping;
  /** Counts unverified messages of the hours that are over; gives how many. */
  readonly count: () => Promise<number>;
  /** Removes what the published log no longer needs. */
  readonly collect: () => Promise<void>;
  /** Removes from the ledger what its time has passed. */
  readonly purge: () => Promise<void>;
  /** Says to the other roles whether the hub can sign. */
  readonly tell: () => Promise<void>;
  /** Looks whether the world waits too long for a seal. */
  readonly watch: () => Promise<void>;
  /** Tells zones what to run of their connectors. */
  readonly order: () => Promise<void>;
  readonly noteReport: (zone: string, report: ConnectorReport) => Promise<void>;
  readonly log: Logger;
  /** What cannot be mended by trying again. */
  readonly onFatal: (error: Error) => void;
}

/** The way and the loops that keep it going: seal, send, and the parked messages and acts whose time has come. */
export class Core {
  readonly way: Way;
  readonly ledger: PostgresLedger;
  readonly log: Logger;
  private readonly loops: Loop[] = [];
  private sealing: Loop | undefined;
  private sending: Loop | undefined;

  constructor(private readonly parts: CoreParts) {
    this.way = parts.way;
    this.ledger = parts.ledger;
    this.log = parts.log;
  }

  start(): void {
    const { way, ledger, sealEveryMs, publishEveryMs, publish, stamping, count, collect, purge, tell, watch, order } = this.parts;
    const seal = async (): Promise<boolean> => {
      if (await way.seal()) this.sending?.nudge();
      return false;
    };
    this.sealing = this.loop('sealing', sealEveryMs, seal, sealEveryMs);
    this.sending = this.loop('sending', 50, async () => (await way.send()) > 0, 10);
    this.loops.push(this.sealing, this.sending);
    this.loops.push(this.loop('publishing', publishEveryMs, () => publish().then(() => false)));
    this.loops.push(this.loop('resuming', 500, () => this.resume()));
    this.loops.push(
      this.loop('housekeeping', 3_600_000, () =>
        ledger
          .ensurePartitions()
          .then(purge)
          .then(() => false),
      ),
    );
    this.loops.push(this.loop('judging again', 15_000, () => this.judgeAgain()));
    this.loops.push(this.loop('counting', 60_000, async () => (await count()) > 0));
    this.loops.push(this.loop('collecting', 60_000, () => collect().then(() => false)));
    this.loops.push(this.loop('telling', 60_000, () => tell().then(() => false)));
    this.loops.push(this.loop('watching', 15_000, () => watch().then(() => false)));
    this.loops.push(this.loop('ordering', 500, () => order().then(() => false)));
    if (stamping) this.loops.push(this.loop('time-stamping', 5_000, () => stamping.stampWhenDue().then(() => false)));
  }

  /** What a zone says of an order. */
  noteReport(zone: string, report: ConnectorReport): Promise<void> {
    return this.parts.noteReport(zone, report);
  }

  /** Something was recorded: seal as soon as the last seal is old enough. */
  sealSoon(): void {
    this.sealing?.nudge();
  }

  /** Lanes and windows may be free again. */
  sendSoon(): void {
    this.sending?.nudge();
  }

  async stop(): Promise<void> {
    this.parts.stamping?.stop();
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  /** Within the limits of a batch; what parks again is due later, so there is an end. */
  private async resume(): Promise<boolean> {
    const due = await this.ledger.dueParked({ lanes: 50, perLane: 10, bytes: 8 << 20 });
    if (due.length === 0) return false;
    const isAct = ({ position }: Placed): boolean => position.topic === topicName.results(gatewayZone);
    const messages = due.filter((one) => !isAct(one));
    const acts = due.filter(isAct);
    try {
      if (messages.length > 0) await take({ messages, advances: [] }, this.way, this.ledger.quarantine);
      await takeActs(acts, this.ledger);
    } catch (error) {
      if (error instanceof ParkedMoved) return false;
      throw error;
    }
    this.sealSoon();
    return true;
  }

  /** Whoever got a message that turned out wrong has to be told: that is a person's work. */
  private async judgeAgain(): Promise<boolean> {
    const { news, isMore } = await this.parts.reverify();
    for (const { message, code } of news)
      if (code !== '') this.log.error({ message, code }, 'a message that was taken provisionally is not good: tell its receivers');
    if (news.length > 0) this.sealSoon();
    return isMore;
  }

  private loop(doing: string, pauseMs: number, turn: () => Promise<boolean>, atLeastMs = 0): Loop {
    const onError = (error: unknown): void => {
      this.log.error({ error }, `${doing} failed, trying again`);
      if (doing === 'sealing' && forksTheLog(error)) this.parts.onFatal(error);
    };
    return startLoop(turn, { pauseMs, atLeastMs, maxPauseMs: 5_000, onError });
  }
}

/** Another history was published: signing on would contradict it. */
const forksTheLog = (error: unknown): error is EvidenceError =>
  error instanceof EvidenceError && (error.code === 'evidence.older-tree' || error.code === 'evidence.forked-tree');
