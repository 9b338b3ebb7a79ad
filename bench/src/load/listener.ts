import { createServer, type Server, type Socket } from 'node:net';
import { type Frame, onFrames, response } from './wire';

const empty = response('200 OK', '{"items":[]}');
const pollMs = 5_000;

/** A port that can be closed as if nobody were there, and opened again. */
export class Listener {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;

  constructor(private readonly take: (frame: Frame, write: (bytes: Buffer) => void) => void) {}

  async open(port: number): Promise<void> {
    if (this.server) return;
    const server = createServer((socket) => this.serve(socket));
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    const closed = new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.sockets.delete(socket));
    const write = (bytes: Buffer): void => {
      if (!socket.destroyed) socket.write(bytes);
    };
    onFrames(socket, (frame) => {
      if (frame.start.startsWith('GET')) setTimeout(write, pollMs, empty);
      else this.take(frame, write);
    });
  }
}
