import { randomBytes } from 'node:crypto';
import { TimestampClient } from '@lienthong/authority';
import { type TileDirectory, readCheckpoint, sealText } from '@lienthong/evidence';
import { type LogStore, type PublishedHead, keepTimestampedSeal, keepValidation, publishedHeads } from '@lienthong/store';
import { type Certificate, type TrustAnchor, addTimestamp, needsOf, purposes, validatePath, verifyDetached } from '@lienthong/trust';
import type { Pool } from 'pg';
import type { Validation } from './validation';

export interface TimestampingParts {
  readonly url: string;
  /** Shortest time between two time stamps; milliseconds. */
  readonly every: number;
  readonly pool: Pool;
  readonly store: LogStore;
  readonly tiles: TileDirectory;
  readonly validation: Validation;
  readonly anchors: () => Promise<readonly TrustAnchor[]>;
  readonly origin: string;
  readonly vkey: string;
  readonly newId: () => string;
}

export interface Stamping {
  /** Cheap when nothing is due. */
  stampWhenDue(): Promise<void>;
  /** Sizes of heads that an authority is stamping now: they must not be forgotten meanwhile. */
  inHand(): readonly number[];
  /** Gives up waiting for the authority. */
  stop(): void;
}

/**
 * Raises the newest seal to CAdES-T, and keeps what makes it LT: the token, and revocation data of both signers. Never on the way of a
 * message: a real authority takes minutes.
 */
export function timestamping(parts: TimestampingParts): Stamping {
  const client = new TimestampClient({ url: parts.url, random: (bytes) => randomBytes(bytes) });
  const stop = new AbortController();
  let inHand: readonly number[] = [];
  return {
    stampWhenDue: async () => {
      const head = await dueHead(parts);
      if (!head) return;
      inHand = [head.size];
      await stamp(head, parts, client, stop.signal).finally(() => (inHand = []));
    },
    inHand: () => inHand,
    stop: () => stop.abort(),
  };
}

/** The newest head, when this process writes the log and the last time stamp is old enough. */
async function dueHead({ pool, store, origin, every }: TimestampingParts): Promise<PublishedHead | undefined> {
  const heads = await publishedHeads(pool, origin);
  const newest = heads.at(-1);
  const stamped = heads.find(({ stampedAt }) => stampedAt);
  const isDue = newest && newest.size !== stamped?.size && Date.now() - (stamped?.stampedAt?.getTime() ?? 0) >= every;
  return isDue && (await store.isHeld()) ? newest : undefined;
}

async function stamp(head: PublishedHead, parts: TimestampingParts, client: TimestampClient, stop: AbortSignal): Promise<void> {
  const { pool, origin, newId } = parts;
  const seal = verifyDetached(head.sealP7s, Buffer.from(sealText(parts.vkey, readCheckpoint(head.note))));
  const { token, timestamp } = await client.stamp(seal.value, stop);
  const anchors = await parts.anchors();
  const issuers = [...timestamp.chain.slice(1), ...seal.chain.slice(1)]; // an authority often sends its own certificate alone
  const needs = [
    ...needsFor(seal.signer, issuers, anchors, timestamp.at),
    ...needsFor(timestamp.signer, issuers, anchors, timestamp.at, purposes.timeStamping),
  ];
  const validation = (await parts.validation.learn(needs, 10_000)).map((digest) => Buffer.from(digest, 'hex'));
  const p7s = addTimestamp(head.sealP7s, token);
  await keepValidation(pool, [{ kind: 'timestamp', bytes: token }], newId);
  const isKept = await keepTimestampedSeal(pool, origin, { size: head.size, p7s, stampedAt: timestamp.at, validation });
  if (isKept) await parts.tiles.write([{ path: `seal/${head.size}.p7s`, bytes: p7s }]);
}

function needsFor(signer: Certificate, issuers: readonly Certificate[], anchors: readonly TrustAnchor[], at: Date, purpose?: string) {
  return needsOf(validatePath(signer, issuers, anchors, at, { purpose }));
}
