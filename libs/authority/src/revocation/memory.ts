import { type Crl, crlStatus, type OcspStatus, type RevocationNeed, type RevocationStatus } from '@lienthong/trust';
import { LRUCache } from 'lru-cache';

import type { Learned } from './lookup';

interface Entry<T> {
  readonly value: T;
  readonly from: number;
  readonly until: number;
}

const hour = 60 * 60_000;
/** How long an answer is used, in milliseconds, whatever longer time it allows itself. */
const spans = { good: hour, revoked: hour, unknown: 60_000, withoutNextUpdate: 5 * 60_000 };
/** From this part of its span on an entry is renewed beside the traffic that uses it. */
const ageing = 0.75;
const maxEvidenceBytes = 128 * 1024 * 1024;

/** What authorities said: OCSP answers by need, CRLs by issuer, and the raw bytes of both by digest. */
export class RevocationMemory {
  private readonly answers = new LRUCache<string, Entry<OcspStatus>>({ max: 100_000 });
  private readonly lists = new LRUCache<string, Entry<Crl>>({ max: 100 });
  private readonly raw = new LRUCache<string, Uint8Array>({ maxSize: maxEvidenceBytes, sizeCalculation: (bytes) => bytes.length + 1 });

  keepAnswer(need: RevocationNeed, { value, raw }: Learned<OcspStatus>, now: Date): void {
    const from = now.getTime();
    if (isLater(this.answers.get(need.key), from)) return;
    const cap = value.nextUpdate === undefined ? Math.min(spans[value.status], spans.withoutNextUpdate) : spans[value.status];
    this.answers.set(need.key, { value, from, until: Math.min(from + cap, value.nextUpdate?.getTime() ?? Infinity) });
    this.keepRaw(value.evidence, raw);
  }

  keepList(need: RevocationNeed, { value, raw }: Learned<Crl>, now: Date): void {
    if (isLater(this.lists.get(issuerKey(need)), now.getTime())) return;
    this.lists.set(issuerKey(need), { value, from: now.getTime(), until: value.nextUpdate.getTime() });
    this.keepRaw(value.evidence, raw);
  }

  /** "Revoked" from either source wins; otherwise OCSP goes before the list, unless it does not know. */
  status(need: RevocationNeed, at: Date): RevocationStatus | undefined {
    const answer = current(this.answers.get(need.key), at)?.value;
    const list = current(this.lists.get(issuerKey(need)), at)?.value;
    const listed = list === undefined ? undefined : crlStatus(list, need.certificate);
    const status = listed?.status === 'revoked' || answer === undefined || answer.status === 'unknown' ? (listed ?? answer) : answer;
    if (status?.evidence !== undefined) this.raw.get(status.evidence);
    return status === undefined ? undefined : withoutNextUpdate(status);
  }

  /** Whether everything that is known about the need is past most of its time. */
  isAgeing(need: RevocationNeed, now: Date): boolean {
    const entries = [this.answers.get(need.key), this.lists.get(issuerKey(need))].filter((entry) => entry !== undefined);
    return entries.every(({ from, until }) => now.getTime() > from + (until - from) * ageing);
  }

  hasFreshList(need: RevocationNeed, now: Date): boolean {
    const entry = current(this.lists.get(issuerKey(need)), now);
    return entry !== undefined && now.getTime() <= entry.from + (entry.until - entry.from) * ageing;
  }

  evidence(digest: string): Uint8Array | undefined {
    return this.raw.get(digest);
  }

  private keepRaw(digest: string | undefined, raw: Uint8Array): void {
    if (digest !== undefined) this.raw.set(digest, raw);
  }
}

/** CRLs belong to an issuer: the first part of a need's key. */
export const issuerKey = ({ key }: RevocationNeed): string => key.slice(0, key.indexOf(':'));

function current<T>(entry: Entry<T> | undefined, at: Date): Entry<T> | undefined {
  return entry !== undefined && at.getTime() <= entry.until ? entry : undefined;
}

/** What an earlier process kept never replaces what was learned since. */
const isLater = (known: Entry<unknown> | undefined, from: number): boolean => known !== undefined && known.from > from;

function withoutNextUpdate(status: OcspStatus): RevocationStatus {
  const { nextUpdate: _, ...rest } = status;
  return rest;
}
