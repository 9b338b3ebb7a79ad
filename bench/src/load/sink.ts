import { createServer, type Server } from 'node:net';
import { numberIn } from './messages';
import { type Frame, instant, onFrames, response } from './wire';

export interface Slow {
  readonly every: number;
  readonly ms: number;
}

export const isSlow = (n: number, { every }: Slow): boolean => every > 0 && n % every === 0;

export interface Sink {
  /** When each dossier came, by its number; 0: not yet. Milliseconds since the epoch. */
  readonly arrivals: Float64Array;
  /** How many came. */
  count(): number;
  /** Called with each that came for the first time. */
  onArrival: (n: number) => void;
  /** Every so many-th dossier is answered only after so many milliseconds; `every: 0`: none. */
  slow: Slow;
  close(): void;
}

const taken = response('201 Created', '{"receiptNumber":"TN-000001"}');
const empty = response('200 OK', '{"items":[]}');
const pollMs = 5_000;

/** A one-stop system that takes every dossier, answers at once and has no changes to offer: it costs as little as a counterpart can. */
export async function openSink(port: number, most: number): Promise<Sink> {
  let arrived = 0;
  const take = ({ start }: Frame, answer: () => void): void => {
    const n = numberIn(start);
    if (isSlow(n, sink.slow)) setTimeout(answer, sink.slow.ms);
    else answer();
    if (sink.arrivals[n] !== 0) return;
    sink.arrivals[n] = instant();
    arrived++;
    sink.onArrival(n);
  };
  const server: Server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    const write = (bytes: Buffer) => (): void => {
      if (!socket.destroyed) socket.write(bytes);
    };
    onFrames(socket, (frame) => {
      const answer = write(frame.start.startsWith('GET') ? empty : taken);
      if (frame.start.startsWith('GET')) setTimeout(answer, pollMs);
      else take(frame, answer);
    });
  });
  const sink: Sink = {
    arrivals: new Float64Array(most),
    count: () => arrived,
    onArrival: () => undefined,
    slow: { every: 0, ms: 0 },
    close: () => void server.close(),
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return sink;
}
