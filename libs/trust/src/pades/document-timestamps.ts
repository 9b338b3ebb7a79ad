import { warning } from '../cms/check';
import { overContent, unreadable } from '../cms/find-timestamps';
import { toDer } from '../cms/ber';
import { type Check, type FoundTimestamp, UnreadableError } from '../verdict/found';
import type { Covered } from './byte-range';
import type { SignatureValue } from './signature-value';

interface Stamp {
  readonly value: SignatureValue;
  readonly covered?: Covered;
  readonly scope: readonly Check[];
  /** Validation data that it covers. */
  readonly protects: readonly Uint8Array[];
}

/** The time stamps of a document (ETSI EN 319 142-1 §5.4.3) that cover a signature as well, and a word on those that cannot be used. */
export function coveringTimestamps(
  stamps: readonly Stamp[],
  { end }: Covered,
): { timestamps: readonly FoundTimestamp[]; checks: readonly Check[] } {
  const timestamps: FoundTimestamp[] = [];
  const checks: Check[] = [];
  for (const { value, covered, scope, protects } of stamps) {
    const token = covered && withoutPadding(covered.contents);
    const problem = token ? unreadable(token) : (scope[0]?.facts['reason'] ?? 'cannot be read');
    if (!token || problem !== undefined) checks.push(warning('timestamp.malformed', problem ?? '', { field: value.field }));
    else if (end <= covered.hole.start) timestamps.push(overContent(token, 'document', covered.content, protects));
  }
  return { timestamps, checks };
}

function withoutPadding(contents: Uint8Array): Uint8Array | undefined {
  try {
    const { der, used } = toDer(contents);
    return contents.subarray(used).every((octet) => octet === 0) ? der : undefined;
  } catch (error) {
    if (error instanceof UnreadableError) return undefined;
    throw error;
  }
}
