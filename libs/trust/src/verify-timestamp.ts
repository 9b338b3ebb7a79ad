import { readTimestamp } from './timestamp/read';
import { readTimestampResponse } from './timestamp/response';
import { TrustError } from './model';
import { Existence } from './verdict/existence';
import { type Check, UnreadableError } from './verdict/found';
import type { FileGround } from './verify';
import { type FileVerdict, type Judged, type SignatureVerdict, fileVerdict, holderOf, judged, worst } from './verdict/report';
import { judgedTimestamp } from './verdict/time-stamps';

const missing: Check = { code: 'content.missing', result: 'unknown', facts: {} };

/** A time-stamp token by itself, or the response that it came in (RFC 3161); `ground.content('')` is what it should be about. */
export function verifyTimestampFile(bytes: Uint8Array, ground: FileGround): FileVerdict {
  const content = ground.content?.('');
  const { policy, certificates } = ground;
  const read = readTimestamp(tokenIn(bytes), content ?? new Uint8Array(), { certificates, policy });
  const checks = content ? read.checks : [...read.checks.filter(({ code }) => code !== 'timestamp.imprint'), missing];
  const [then, now] = [read.at, ground.at].map((at) => {
    const { checks: all } = judgedTimestamp('content', { ...read, checks }, ground, {
      at,
      existence: new Existence(ground.at),
      since: ground.at,
    });
    return judged(all, at);
  }) as [Judged, Judged];
  const standing = worst([then.standing, now.standing]);
  const signature: SignatureVerdict = {
    ...{ format: 'cms', level: '', algorithm: 'RFC 3161', coversWhole: content !== undefined, timeBasis: 'claimed', claimedAt: read.at },
    ...{ whenSigned: then, now, chain: [], timestamps: [] },
    ...(read.signer && { signer: holderOf(read.signer) }),
  };
  return { ...fileVerdict('timestamp', [signature]), standing };
}

/** The response of an authority begins with its status, a token with what it is. */
function tokenIn(bytes: Uint8Array): Uint8Array {
  const first = bytes[(bytes[1] ?? 0) < 0x80 ? 2 : 2 + ((bytes[1] ?? 0) & 0x7f)];
  if (first !== 0x30) return bytes;
  try {
    return readTimestampResponse(bytes);
  } catch (cause) {
    if (cause instanceof TrustError) throw new UnreadableError('unreadable', 'timestamp.malformed', cause.message, { cause });
    throw cause;
  }
}
