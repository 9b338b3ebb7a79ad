import type { PdfDocument } from '../document';
import { placeOf } from '../entry';
import { entriesOf, isKind, type PdfReference, type PdfValue } from '../value';
import { innerPairs, isEqual, type Pair } from '../equal';

/** What later revisions did, from nothing that anybody sees to what the file says. */
export type ChangeClass = 'dss' | 'timestamp' | 'signature' | 'metadata' | 'form' | 'structure' | 'annotation' | 'content';

export type Entries = ReadonlyMap<string, PdfValue>;

interface State {
  readonly value: PdfValue;
  readonly isChanged: boolean;
}

const maxVisits = 4_000_000;
/** They lead back to what has rules of its own, and nobody draws anything by them. */
const backwards = new Set(['Parent', 'P', 'Pg', 'Obj', 'Popup', 'IRT']);

/**
 * Two revisions of a file, object by object. An object is the same when both find it in the same place inside the older revision, or when it
 * is written alike. Whatever can be reached from what must not change must be the same; so an object that is first missing and later added
 * under a page is found as well.
 */
export class Comparison {
  readonly found = new Map<ChangeClass, string>();
  /** Names of the fields that were filled in. */
  readonly filled = new Set<string>();
  /** Objects of both revisions that have rules of their own. */
  readonly settled = new Set<number>();
  private readonly frozen: PdfValue[] = [];
  private readonly seen = new Set<number>();
  private readonly changed = new Map<number, boolean>();
  private visits = 0;

  constructor(
    readonly before: PdfDocument,
    readonly after: PdfDocument,
  ) {}

  /** The first reason of each class is kept. */
  note(change: ChangeClass, reason: string): void {
    if (!this.found.has(change)) this.found.set(change, reason);
  }

  /** Nothing of this may change, here and behind every reference. */
  keep(before: PdfValue | undefined, after: PdfValue | undefined, what: string): void {
    const seen = new Set<string>();
    const pairs: Pair[] = [[before, after]];
    for (let pair = pairs.pop(); pair; pair = pairs.pop()) {
      const [older, newer] = pair;
      if (isEqual(older, newer)) this.frozen.push(newer ?? null);
      else if (this.found.has('content') || !this.keepApart(older ?? null, newer ?? null, pairs, seen)) return this.note('content', what);
    }
  }

  /** Written differently, they may still say the same through other references; what they hold is still to be compared. */
  private keepApart(older: PdfValue, newer: PdfValue, pairs: Pair[], seen: Set<string>): boolean {
    const [from, to] = [older, newer].map((value) => (isKind(value, 'reference') ? String(value.number) : '-'));
    if (isKind(older, 'reference') && isKind(newer, 'reference') && seen.has(`${from} ${to}`)) return true;
    seen.add(`${from} ${to}`);
    const inner = innerPairs(this.before.resolve(older), this.after.resolve(newer));
    if (!inner || !this.countVisit()) return false;
    for (const [one, other, key] of inner) if (key === undefined || !backwards.has(key)) pairs.push([one, other]);
    return true;
  }

  /** The same, of a link that is not followed. */
  keepLink(before: PdfValue | undefined, after: PdfValue | undefined, what: string): void {
    if (!isEqual(before, after)) this.note('content', what);
  }

  /** All of this may change as far as `change` may; whether it did. */
  allow(before: PdfValue | undefined, after: PdfValue | undefined, change: ChangeClass, what: string): boolean {
    let isChanged = !isEqual(before, after);
    const seen = new Set<number>();
    const waiting: PdfValue[] = [after ?? null];
    for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
      if (!isKind(value, 'reference')) pushInner(value, waiting);
      else if (!this.settled.has(value.number) && !seen.has(value.number) && this.countVisit()) {
        seen.add(value.number);
        const state = this.state(value);
        isChanged ||= state.isChanged;
        pushInner(state.value, waiting);
      }
    }
    if (isChanged) this.note(change, what);
    return isChanged;
  }

  /** Follows everything that must not change to its end. */
  walkKept(): void {
    for (let value = this.frozen.pop(); value !== undefined; value = this.frozen.pop()) {
      if (!isKind(value, 'reference')) {
        pushInner(value, this.frozen);
        continue;
      }
      const { number } = value;
      if (this.settled.has(number) || this.seen.has(number)) continue;
      this.seen.add(number);
      const state = this.countVisit() ? this.state(value) : { value: null, isChanged: true };
      if (state.isChanged) this.note('content', `object ${number}`);
      if (this.found.has('content')) return;
      pushInner(state.value, this.frozen);
    }
  }

  /** Whether the older revision has no such object: a new one cannot take the place of another. */
  isNew({ number }: PdfReference): boolean {
    return placeOf(this.before.entry(number)) === undefined;
  }

  private state(reference: PdfReference): State {
    const later = this.after.object(reference);
    const known = this.changed.get(reference.number);
    const isSame = this.isSamePlace(reference.number) && (later?.end ?? 0) <= this.before.bytes.length;
    const isChanged = known ?? (!isSame && !isEqual(this.before.object(reference)?.value, later?.value));
    this.changed.set(reference.number, isChanged);
    return { value: later?.value ?? null, isChanged };
  }

  private isSamePlace(number: number): boolean {
    const [before, after] = [placeOf(this.before.entry(number)), placeOf(this.after.entry(number))];
    if (!before || !after) return before === after;
    if (this.before.entry(number) !== this.after.entry(number)) return false;
    return after.kind === 'offset' || this.before.entry(after.stream) === this.after.entry(after.stream);
  }

  private countVisit(): boolean {
    return ++this.visits <= maxVisits;
  }
}

function pushInner(value: PdfValue, waiting: PdfValue[]): void {
  if (isKind(value, 'array')) for (const item of value.items) waiting.push(item);
  for (const [key, inner] of entriesOf(value) ?? []) if (!backwards.has(key)) waiting.push(inner);
}

/** Every key of either. */
export const keysOf = (a: Entries, b: Entries): Set<string> => new Set([...a.keys(), ...b.keys()]);
