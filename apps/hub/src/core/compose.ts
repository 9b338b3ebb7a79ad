import { randomBytes, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { RevocationService } from '@lienthong/authority';
import type { HubConfig } from '@lienthong/config';
import { documentTypes } from '@lienthong/documents';
import { type SealKeys, TileDirectory, signHead } from '@lienthong/evidence';
import type { Producer } from '@lienthong/kafka';
import { type Ledger, RulesChanged, Way, reverify } from '@lienthong/pipeline';
import type { Logger } from '@lienthong/runtime';
import {
  LogStore,
  PostgresLedger,
  PostgresQueue,
  type SignerState,
  findKnown,
  noteKnown,
  noteReport,
  purge,
  tellSigner,
} from '@lienthong/store';
import { ClaimReader, type TrustAnchor } from '@lienthong/trust';
import type { Pool } from 'pg';
import { v7 as newId } from 'uuid';
import { adapters } from '../adapters';
import { ActiveRules } from './active-rules';
import { alarming, publicationAlarm } from './alarming';
import { Core } from './core';
import { kafkaOut } from './out';
import { ordering } from './ordering';
import { ownStatus } from './own-status';
import { ownWindows } from './pacing';
import { sealKeys } from './seal-keys';
import { SealedLog } from './sealed-log';
import { Signatures } from './signatures';
import { Signing, problemOf, stateOf } from './signing';
import { timestamping } from './timestamping';
import { Validation } from './validation';
import { VerifyingPool } from './verifying/pool';

export interface CoreSurroundings {
  readonly config: HubConfig;
  /** Name of this process among the installation's: the same after a restart. */
  readonly role: string;
  readonly pool: Pool;
  readonly producer: Producer;
  readonly clusterId: string;
  readonly log: Logger;
  readonly onFatal: (error: Error) => void;
}

/** The core out of its parts: every port of the way with what stands behind it. */
export async function composeCore({
  config,
  role,
  pool,
  producer,
  clusterId,
  log: logger,
  onFatal,
}: CoreSurroundings): Promise<{ core: Core; log: SealedLog; keys: SealKeys }> {
  const worker = `${hostname()}-${role}`;
  const { lease, window, attempts, backoff } = config.delivery;
  const random = (bytes: number): Uint8Array => randomBytes(bytes);
  const revocation = new RevocationService({
    hosts: config.revocation.allow,
    clock: () => new Date(),
    log: logger,
    archive: { find: (keys) => findKnown(pool, keys), keep: (kept) => noteKnown(pool, kept) },
  });
  const verifying = new VerifyingPool();
  const signatures = new Signatures(new ClaimReader(), verifying, revocation, () => new Date());
  const validation = new Validation(pool, revocation, newId);
  const rules = new ActiveRules(pool, adapters, documentTypes, signatures, validation);
  const anchors = (): Promise<readonly TrustAnchor[]> => rules.anchors();
  const tell = (state: SignerState): Promise<void> => tellSigner(pool, worker, state);
  const keys = await sealKeys(config, ownStatus({ anchors, validation, revocation })).catch(async (error: unknown) => {
    await tell(stateOf(undefined, problemOf(error), new Date()));
    throw error;
  });
  const signing = new Signing({
    sign: (head) => signHead(head, keys, new Date()),
    certificate: keys.sealKey.certificateChain[0],
    tell,
    now: () => new Date(),
  });
  const ledger = new PostgresLedger(pool, { clusterId, worker, attempts, backoff, random, newId, alarm: alarming(logger) });
  const leaseOfLog = { origin: config.log.origin, holder: randomUUID(), seconds: 15 };
  const store = new LogStore(pool, leaseOfLog, newId);
  const tiles = new TileDirectory(config.log.tilesDir, keys.vkey);
  const log = new SealedLog(store, tiles, keys.vkey);
  const way = new Way({
    rules,
    ledger: forgetting(ledger, rules),
    log,
    sign: signing.sign,
    queue: new PostgresQueue(pool, { leaseSeconds: lease / 1_000, window }, async () =>
      ownWindows(await rules.connectors(), config.delivery, new Date()),
    ),
    out: kafkaOut({ producer, settle: (results) => ledger.settle(results, []), now: () => new Date(), log: logger }),
    newId,
  });
  const stamping = config.timestamps && timestamping({ ...config.timestamps, ...keys, pool, store, tiles, validation, anchors, newId });
  const alarm = publicationAlarm(logger, { afterMs: Math.max(60_000, 10 * config.log.publishEvery), everyMs: 600_000 });
  const core = new Core({
    way,
    ledger,
    sealEveryMs: config.log.sealEvery,
    publishEveryMs: config.log.publishEvery,
    publish: () => log.publish(),
    reverify: async () => {
      const due = await ledger.dueProvisional(100);
      return { news: await ledger.settleProvisional(await reverify(due, rules)), isMore: due.length === 100 };
    },
    stamping,
    count: () => store.countUnverified(),
    collect: () => log.collect(stamping?.inHand() ?? []),
    purge: () => purge(pool, new Date()),
    tell: () => signing.repeat(),
    noteReport: (zone, report) => noteReport(pool, zone, report),
    order: ordering(pool, producer, logger),
    watch: async () => alarm(await store.unpublishedSince()),
    log: logger,
    onFatal,
  });
  return { core, log, keys };
}

/** A batch decided by rules that are no longer active is decided again by those that are. */
function forgetting(ledger: Ledger, rules: ActiveRules): Ledger {
  const record: Ledger['record'] = async (...batch) => {
    try {
      return await ledger.record(...batch);
    } catch (error) {
      if (error instanceof RulesChanged) rules.forget();
      throw error;
    }
  };
  return { record, settle: (...results) => ledger.settle(...results) };
}
