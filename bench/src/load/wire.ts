import type { Socket } from 'node:net';

/** One HTTP/1.1 message as it came off a socket. */
export interface Frame {
  /** First line. */
  readonly start: string;
  readonly head: string;
  readonly body: Buffer;
}

const end = Buffer.from('\r\n\r\n');
const none: Buffer = Buffer.alloc(0);

/** Cuts what comes off a keep-alive connection into messages with a Content-Length: all that a load generator and its sink need of HTTP. */
export function onFrames(socket: Socket, take: (frame: Frame) => void): void {
  let rest = none;
  socket.on('data', (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (;;) {
      const at = rest.indexOf(end);
      if (at < 0) return;
      const head = rest.toString('latin1', 0, at);
      const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      const next = at + end.length + length;
      if (rest.length < next) return;
      const body = rest.subarray(at + end.length, next);
      rest = rest.subarray(next);
      take({ start: head.split('\r\n', 1)[0] ?? '', head, body });
    }
  });
}

export const response = (status: string, body: string): Buffer =>
  Buffer.from(`HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);

/** Milliseconds since the epoch with their fractions: the same clock in every process of this machine. */
export const instant = (): number => performance.timeOrigin + performance.now();
