import type { Connector, DeliveryProof, Sink } from '@lienthong/adapter-kit';
import { type DeliveryResult, Failure, type OutgoingRecord } from '@lienthong/message';
import { heeding } from './within';

/** What became of one attempt; the zone adds whose it was and when it ended. */
export type Ending = Omit<DeliveryResult, 'deliveryId' | 'attempt' | 'at'>;

/** One attempt as a result: whatever happens, the core hears of it. */
export async function deliver(out: OutgoingRecord, connector: Connector | undefined, stop: AbortSignal): Promise<Ending> {
  // this zone may have read its configuration before the core did
  if (!connector) return ended('again', 'route.missing', { connector: out.connector });
  const { sink } = connector;
  if (!sink) return ended('refused', 'route.missing', { connector: out.connector });
  if (sink.repeat === 'lookup' && sink.find) return askFirst(out, sink, sink.find.bind(sink), stop);
  if (sink.repeat !== 'safe' && out.attempt > 1) return ended('unknown', 'delivery.unknown');
  return attempt(out, sink, stop);
}

async function attempt(out: OutgoingRecord, sink: Sink, stop: AbortSignal): Promise<Ending> {
  try {
    return delivered(await heeding(stop, sink.deliver(out, stop)));
  } catch (error) {
    const { kind, code, detail } = asFailure(error);
    if (kind === 'permanent') return ended('refused', code, detail);
    if (kind === 'transient') return ended('again', code, detail);
    return ended(mayRepeat(sink) ? 'again' : 'unknown', code, detail);
  }
}

/** The number of the attempt does not tell whether the counterpart has it: Kafka hands over again what a process died of. */
async function askFirst(out: OutgoingRecord, sink: Sink, find: NonNullable<Sink['find']>, stop: AbortSignal): Promise<Ending> {
  try {
    const proof = await heeding(stop, find(out.deliveryId));
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
