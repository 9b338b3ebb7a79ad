import { type Socket, connect } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { instant, onFrames } from './wire';

interface Connection {
  readonly socket: Socket;
  /** What it carries now. */
  n: number | undefined;
}

export interface GeneratorOptions {
  /** Bytes of the request with this number, as they go onto the socket. */
  readonly request: (n: number) => Buffer;
  readonly count: number;
  readonly port: number;
  /** Certificate and key of the client, and whom it trusts; absent: no TLS. */
  readonly tls?: ConnectionOptions;
  readonly connections: number;
}

/** Pushes prepared requests over kept-alive connections, one at a time on each. */
export class Generator {
  /** When each request was due, by its number; milliseconds since the epoch. */
  readonly due: Float64Array;
  /** When each was acknowledged. */
  readonly acknowledged: Float64Array;
  acks = 0;
  refused = 0;
  private free: Connection[] = [];
  private closed = false;
  private readonly queue: number[] = [];

  private constructor(private readonly options: GeneratorOptions) {
    this.due = new Float64Array(options.count);
    this.acknowledged = new Float64Array(options.count);
  }

  static async open(options: GeneratorOptions): Promise<Generator> {
    const generator = new Generator(options);
    await Promise.all(Array.from({ length: options.connections }, () => generator.connect()));
    return generator;
  }

  /** Due at that moment: goes out as soon as a connection is free. */
  push(n: number, at = instant()): void {
    this.due[n] = at;
    this.queue.push(n);
    this.pump();
  }

  /** Closes what carries nothing. */
  close(): void {
    this.closed = true;
    for (const { socket } of [...this.free]) socket.destroy();
  }

  private pump(): void {
    while (this.queue.length > 0) {
      const connection = this.free.pop();
      if (!connection) return;
      connection.n = this.queue.shift() ?? 0;
      connection.socket.write(this.options.request(connection.n));
    }
  }

  private connect(): Promise<void> {
    return new Promise((resolve) => {
      const { port, tls } = this.options;
      const ready = (): void => {
        this.free.push(connection);
        this.pump();
        resolve();
      };
      const at = { port, host: '127.0.0.1' };
      const socket: Socket = tls ? connectTls({ ...at, ...tls }, ready) : connect(at, ready);
      const connection: Connection = { socket, n: undefined };
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.replace(connection));
      onFrames(socket, ({ start }) => this.answered(connection, start));
    });
  }

  private answered(connection: Connection, start: string): void {
    // a server may say 408 to a connection that never asked anything
    if (connection.n === undefined) return;
    if (start.startsWith('HTTP/1.1 202')) this.acks++;
    else this.refused++;
    this.acknowledged[connection.n] = instant();
    connection.n = undefined;
    this.free.push(connection);
    this.pump();
  }

  /** A server closes what was idle for long; what it carried goes again. */
  private replace(lost: Connection): void {
    this.free = this.free.filter((one) => one !== lost);
    if (this.closed) return;
    if (lost.n !== undefined) this.queue.unshift(lost.n);
    void this.connect();
  }
}
