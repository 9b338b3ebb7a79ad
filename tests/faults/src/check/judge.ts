import { type Expected, type Observation, compare, deliveredTo, parseListing } from '@lienthong/sandbox';
import type { Finding, Town, Verdict } from '../model';
import { appendOnly } from './append-only';
import type { Published } from './checkpoints';
import { translated, verdictOf } from './figures';
import { verifyReceipts } from './receipts';

export interface Account {
  /** Heads that were published while the town lived. */
  readonly published: readonly Published[];
  /** What is right after all, by number in the ledger. */
  readonly amended: ReadonlyMap<number, Expected>;
  /** What faults saw themselves. */
  readonly told: readonly Finding[];
}

/** Compares from outside what was submitted with what was recorded, delivered, refused, sealed and receipted. */
export async function judge(town: Town, { published, amended, told }: Account): Promise<Verdict> {
  const { outside, hub, data } = town;
  const listing = await hub('message', 'list', '--json');
  if (listing.code !== 0) throw new Error(`hub message list ended with ${listing.code}: ${listing.stderr}`);
  const listed = parseListing(listing.stdout);
  const ledger = outside.ledger.rows.map((row) => ({ ...row, expected: amended.get(row.n) ?? row.expected }));
  const seen: Observation = {
    ...{ ledger, answers: outside.ledger.answers, earlier: outside.ledger.earlier, listed, delivered: deliveredTo(outside) },
    // nothing was there before: whatever the ledger does not know is a phantom
    ...{ began: new Date(0), before: [], receipts: await verifyReceipts(town), seconds: 0, seed: 0 },
  };
  const compared = compare(seen).findings.map((finding) => translated(finding, ledger, listed));
  return verdictOf(ledger.length, [...told, ...compared, ...(await appendOnly(published, data)), ...deliveredTwice(town)]);
}

/** One-stop takes a dossier under one delivery id: the same dossier under another one is a second delivery, whatever it made of it. */
const deliveredTwice = ({ oneStop }: Town): Finding[] =>
  oneStop.repeatedUnderOtherIds().map((code) => ({ figure: 'doubled', n: 0, what: `one-stop ${code}: delivered again under another id` }));
