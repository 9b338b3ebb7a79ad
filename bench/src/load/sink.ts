import { Listener } from './listener';
import { numberIn } from './messages';
import { type Frame, instant, response } from './wire';

export interface Slow {
  readonly every: number;
  readonly ms: number;
}

export const isSlow = (n: number, { every }: Slow): boolean => every > 0 && n % every === 0;

/** `away`: nobody listens. `limited`: takes so many a second, and asks all others to come later. */
export type Day = { readonly kind: 'open' } | { readonly kind: 'away' } | { readonly kind: 'limited'; readonly perSecond: number };

export interface Sink {
  /** When each dossier came, by its number; 0: not yet. Milliseconds since the epoch. */
  readonly arrivals: Float64Array;
  /** How many came. */
  count(): number;
  /** Called with each that came for the first time. */
  onArrival: (n: number) => void;
  /** Every so many-th dossier is answered only after so many milliseconds; `every: 0`: none. */
  slow: Slow;
  /** Of the first port only. */
  turn(day: Day): Promise<void>;
  /** How many were asked to come later. */
  sentAway(): number;
  /** How many came once more after they had been taken. */
  again(): number;
}

const later = Buffer.from('HTTP/1.1 503 Service Unavailable\r\nretry-after: 1\r\ncontent-length: 0\r\n\r\n');
const taken = response('201 Created', '{"receiptNumber":"TN-000001"}');

/** One-stop systems that take every dossier, answer at once and have no changes to offer: they cost as little as counterparts can. */
export async function openSink([port = 0, ...more]: readonly number[], most: number): Promise<Sink> {
  let [arrived, sentAway, again] = [0, 0, 0];
  let limit = (): boolean => true;
  const take = ({ start }: Frame, write: (bytes: Buffer) => void): void => {
    const n = numberIn(start);
    if (isSlow(n, sink.slow)) setTimeout(write, sink.slow.ms, taken);
    else write(taken);
    if (sink.arrivals[n] !== 0) {
      again++;
      return;
    }
    sink.arrivals[n] = instant();
    arrived++;
    sink.onArrival(n);
  };
  const limited = (frame: Frame, write: (bytes: Buffer) => void): void => {
    if (limit()) return take(frame, write);
    sentAway++;
    write(later);
  };
  const first = new Listener(limited);
  const sink: Sink = {
    arrivals: new Float64Array(most),
    count: () => arrived,
    onArrival: () => undefined,
    slow: { every: 0, ms: 0 },
    turn: async (day) => {
      limit = day.kind === 'limited' ? limiter(day.perSecond) : () => true;
      await (day.kind === 'away' ? first.close() : first.open(port));
    },
    sentAway: () => sentAway,
    again: () => again,
  };
  await first.open(port);
  for (const other of more) await new Listener(take).open(other);
  return sink;
}

/** So many a second, a second's worth at once. */
function limiter(perSecond: number): () => boolean {
  let [left, at] = [perSecond, instant()];
  return () => {
    const now = instant();
    left = Math.min(perSecond, left + ((now - at) * perSecond) / 1_000);
    at = now;
    if (left < 1) return false;
    left--;
    return true;
  };
}
