import type { Connector, DeliveryProof, Sink } from '@lienthong/adapter-kit';
import { type DeliveryResult, Failure, type OutgoingRecord } from '@lienthong/message';

/** What became of one attempt; the zone adds whose it was and when it ended. */
export type Ending = Omit<DeliveryResult, 'deliveryId' | 'attempt' | 'at'>;

/** One attempt as a result: whatever happens, the core hears of it. */
export async function deliver(out: OutgoingRecord, connector: Connector | undefined, stop: AbortSignal): Promise<Ending> {
  // this zone may have read its configuration before the core did
  if (!connector) return ended('again', 'route.missing', { connector: out.connector });
  if (!connector.sink) return ended('refused', 'route.missing', { connector: out.connector });
  if (out.attempt > 1 && connector.sink.repeat !== 'safe') return askFirst(out, connector.sink, stop);
  return attempt(out, connector.sink, stop);
}

async function attempt(out: OutgoingRecord, sink: Sink, stop: AbortSignal): Promise<Ending> {
  try {
    return delivered(await sink.deliver(out, stop));
  } catch (error) {
    const { kind, code, detail } = asFailure(error);
    if (kind === 'permanent') return ended('refused', code, detail);
    if (kind === 'transient') return ended('again', code, detail);
    return ended(mayRepeat(sink) ? 'again' : 'unknown', code, detail);
  }
}

/** An earlier attempt may have arrived: never sent again silently to a counterpart that would take it twice. */
async function askFirst(out: OutgoingRecord, sink: Sink, stop: AbortSignal): Promise<Ending> {
  if (sink.repeat !== 'lookup' || !sink.find) return ended('unknown', 'delivery.unknown');
  try {
    const proof = await sink.find(out.deliveryId);
    if (proof) return delivered(proof);
  } catch (error) {
    const { code, detail } = asFailure(error);
    return ended('again', code, detail);
  }
  return attempt(out, sink, stop);
}

/** A counterpart that recognises a repeat, or that the next attempt asks first. */
const mayRepeat = ({ repeat, find }: Sink): boolean => repeat === 'safe' || (repeat === 'lookup' && find !== undefined);

const asFailure = (error: unknown): Failure =>
  error instanceof Failure ? error : new Failure('ambiguous', 'delivery.unknown', {}, { cause: error });

const nothing = new Uint8Array();

const ended = (outcome: Ending['outcome'], code: string, detail: Ending['detail'] = {}): Ending => ({
  outcome,
  code,
  detail,
  proofDigest: nothing,
  proof: '',
});

const delivered = ({ digest, words }: DeliveryProof): Ending => ({
  outcome: 'delivered',
  code: '',
  detail: {},
  proofDigest: digest,
  proof: words.slice(0, 200),
});
