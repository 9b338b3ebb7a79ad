import { hash } from 'node:crypto';
import { entryOf, parseLeaf } from '../leaf';
import { leafHash } from '../merkle/hash';
import { verifyInclusion } from '../merkle/inclusion';
import type { LeafRecord } from '../model';
import { type Checkpoint, openCheckpoint, readCheckpoint } from '../note/checkpoint';
import { parseProof } from '../note/proof';
import type { Seal } from '../note/seal';
import { decodeUtf8 } from '../text/record';
import { bytesOf, type ReceiptFolder, textOf } from './folder';
import { absent, attempt, type Check, check, failed } from './report';

export interface LeafFindings {
  readonly checks: readonly Check[];
  /** Those that could be read, in their order. */
  readonly leaves: readonly LeafRecord[];
}

/** Notes already found authentic, for one seal's key each: receipts of one tree share them. */
export type NoteCache = Set<string>;

export function checkLeaves(folder: ReceiptFolder, seal: Seal | undefined, notes: NoteCache): LeafFindings {
  const names = [...folder.keys()].filter((name) => name.endsWith('.leaf')).sort(byNumber);
  if (names.length === 0) return { checks: [failed('leaf.form', '*.leaf', 'the receipt holds no event')], leaves: [] };
  const read = names.map((name) => attempt('leaf.form', name, () => parseLeaf(bytesOf(folder, name))));
  const leaves = read.flatMap(({ value }) => value ?? []);
  const checks = read.flatMap(({ check: form, value: leaf }, index) => {
    const stem = stemOf(form.file);
    const fits = leaf && stem === `${index + 1}-${leaf.kind}` && leaf.message === leaves[0]?.message;
    const named = leaf && !fits ? failed('leaf.form', form.file, 'another kind, number or message than its neighbours') : form;
    return [named, ...checkProof(folder, stem, seal, notes), checkAttached(folder, stem, leaf)];
  });
  return { checks: [...checks, checkOrder(folder, names, leaves)], leaves };
}

/** Each event once, in the order of the log, from the one on that says how the message was decided. */
function checkOrder(folder: ReceiptFolder, names: readonly string[], leaves: readonly LeafRecord[]): Check {
  return check('leaf.order', '*.leaf', () => {
    const entries = new Set(names.map((name) => Buffer.from(entryOf(bytesOf(folder, name))).toString('hex')));
    const indexes = names.map((name) => parseProof(textOf(folder, `${stemOf(name)}.tlog-proof`)).index);
    const ascending = indexes.every((index, at) => index > (indexes[at - 1] ?? -1));
    const [first] = leaves;
    return first !== undefined && beginnings.has(first.kind) && ascending && entries.size === names.length;
  });
}

/** A message begins with its decision; an act of signing is one event. */
const beginnings: ReadonlySet<LeafRecord['kind']> = new Set(['recorded', 'refused', 'signed']);

const stemOf = (name: string): string => name.slice(0, -'.leaf'.length);

function checkProof(folder: ReceiptFolder, stem: string, seal: Seal | undefined, notes: NoteCache): Check[] {
  const file = `${stem}.tlog-proof`;
  const read = () => parseProof(decodeUtf8(bytesOf(folder, file), file));
  return [
    check('checkpoint.signature', file, () => isAuthentic(read().checkpointNote, seal?.vkey ?? '', notes)),
    check('checkpoint.seal', file, () => isHeadOf(readCheckpoint(read().checkpointNote), seal)),
    check('leaf.inclusion', file, () => {
      const { index, hashes } = read();
      const leaf = leafHash(entryOf(bytesOf(folder, `${stem}.leaf`)));
      return seal !== undefined && verifyInclusion(leaf, index, seal.size, hashes, seal.root) && `entry ${index} of ${seal.size}`;
    }),
  ];
}

function isAuthentic(note: string, vkey: string, notes: NoteCache): boolean {
  const key = `${vkey}\n${note}`;
  if (!notes.has(key)) openCheckpoint(note, vkey);
  notes.add(key);
  return true;
}

function isHeadOf({ origin, size, root }: Checkpoint, seal: Seal | undefined): boolean {
  return origin === seal?.origin && size === seal.size && Buffer.compare(root, seal.root) === 0;
}

function checkAttached(folder: ReceiptFolder, stem: string, leaf: LeafRecord | undefined): Check {
  const file = `${stem}.attached`;
  const bytes = folder.get(file);
  if (!bytes) return absent('leaf.attached', file);
  return check('leaf.attached', file, () => leaf !== undefined && Buffer.compare(hash('sha256', bytes, 'buffer'), leaf.attached) === 0);
}

function byNumber(a: string, b: string): number {
  return Number.parseInt(a, 10) - Number.parseInt(b, 10);
}
