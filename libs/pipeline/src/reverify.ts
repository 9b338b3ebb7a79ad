import { Failure } from '@lienthong/message';
import type { Verdict } from '@lienthong/trust';
import { type Lot, Ended, each } from './lot';
import type { Rules } from './ports';
import type { SenderRules, Signed } from './rules';
import { mustStand } from './standing';
import { type Parsed, parse } from './steps/parse';
import { type Handed, type Received, receive } from './steps/receive';
import { judge } from './steps/verify';

/** What is known by now of a message that was taken provisionally. */
export interface Reverified {
  /** UUID that the hub gave it. */
  readonly message: string;
  /** `''`: its signature stood. Else why it must not have been taken. */
  readonly code: string;
  readonly verdict: Verdict;
}

/**
 * Judges again what was taken while nobody could tell whether a certificate is revoked, each with its `message`. What still nobody can tell,
 * and what no rules can read any more, is left out: it is asked about again.
 */
export async function reverify(open: readonly Handed[], rules: Rules): Promise<Reverified[]> {
  const { channels, senders } = await rules.current();
  const received = open.map((m) => ({ received: receive(m, () => '') }));
  const parsed: Lot<Parsed> = await each(received, (m) => parse(m, channels));
  await rules.fetchMissing(parsed, 2_000);
  return parsed.flatMap((m) => (m instanceof Ended ? [] : judgedAgain(m, senders)));
}

function judgedAgain({ received, claim: { signature } }: Parsed, rules: SenderRules): Reverified[] {
  const { message } = received;
  if (signature.format === 'none') return [];
  const verdict = verdictOf(signature, received, rules);
  if (!verdict) return [];
  try {
    return mustStand(verdict.record).unknown ? [] : [{ message, code: '', verdict }];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [{ message, code: error.code, verdict }];
  }
}

/** One that cannot be judged any more must not keep the others from it. */
function verdictOf(signature: Signed, { acceptedAt }: Received, rules: SenderRules): Verdict | undefined {
  try {
    return judge(signature, acceptedAt, rules).verdict;
  } catch {
    return undefined;
  }
}
