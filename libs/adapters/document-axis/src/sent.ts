import type { DeliveryProof } from '@lienthong/adapter-kit';
import { Failure, later } from '@lienthong/message';
import { hash } from 'node:crypto';
import { asQuestion, type CallAxis, Declined } from './call';
import type { Posting } from './posting';
import { decoded, isId, type Row, rowsOf } from './rows';

/** Documents that are compared at most for one question. */
const most = 10;

/**
 * Has the axis taken exactly these bytes for these receivers? The sent list holds no digest: lines that may be meant are fetched and compared.
 * Throws `Failure`: transient when the axis does not answer, ambiguous when it does not show what it has.
 */
export async function findSent(call: CallAxis, posting: Posting, stop: AbortSignal): Promise<DeliveryProof | undefined> {
  const candidates = candidatesIn(await sentRows(call, posting, stop), posting);
  let hidden = candidates.length - most;
  for (const docId of candidates.slice(0, most)) {
    const answer = await call({ method: 'getEdoc', parameters: { docId }, body: '{}', stop }).catch((cause: unknown) => {
      if (cause instanceof Declined) return undefined;
      throw asQuestion(cause);
    });
    const bytes = decoded(answer?.members['data']);
    if (answer && bytes && isSame(bytes, posting.body))
      return { digest: hash('sha256', answer.body, 'buffer'), words: `found in the sent list DocId=${docId}` };
    if (!bytes) hidden = Math.max(1, hidden);
  }
  if (hidden > 0)
    throw new Failure('ambiguous', 'delivery.unknown', { reason: 'the axis does not show every document that may be this one' });
  return undefined;
}

async function sentRows(call: CallAxis, { messageType }: Posting, stop: AbortSignal): Promise<Row[]> {
  try {
    return rowsOf(await call({ method: 'getSentEdocList', parameters: { messageType }, stop }));
  } catch (cause) {
    if (cause instanceof Declined) throw later('delivery.failed', { method: cause.method, errorCode: cause.errorCode });
    throw asQuestion(cause);
  }
}

/** Sender's ids of what went from here to all of these receivers, newest first. */
function candidatesIn(rows: readonly Row[], { from, to, notation }: Posting): string[] {
  const found = new Map<string, { readonly receivers: Set<string>; readonly at: string }>();
  for (const { senderDocId, toCode = '', fromCode = from, notation: shown = '', sentTime = '' } of rows) {
    if (!isId(senderDocId) || fromCode !== from || (shown !== '' && notation !== '' && shown !== notation)) continue;
    const one = found.get(senderDocId) ?? { receivers: new Set<string>(), at: sentTime };
    one.receivers.add(toCode);
    found.set(senderDocId, one);
  }
  return [...found]
    .filter(([, { receivers }]) => to.every((code) => receivers.has(code)))
    .sort(([, a], [, b]) => (a.at < b.at ? 1 : -1))
    .map(([docId]) => docId);
}

/** The axis may or may not keep the line end that every client adds. */
const isSame = (kept: Buffer, body: Uint8Array): boolean => kept.equals(body) || kept.equals(Buffer.concat([body, Buffer.from('\r\n')]));
