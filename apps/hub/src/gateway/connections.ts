import type { Socket } from 'node:net';
import { networkOf } from './caller/network';

export interface ConnectionLimits {
  readonly all: number;
  readonly perAddress: number;
}

/** The connections of one port. One beyond the limits is closed before anything of it is read. */
export class Connections {
  private readonly open = new Map<string, Set<Socket>>();
  private count = 0;

  constructor(
    private readonly limits: ConnectionLimits,
    /** Hears of each that is closed. */
    private readonly refused: () => void,
  ) {}

  /** Whether it may stay. */
  admit(socket: Socket): boolean {
    if (socket.remoteAddress === undefined) return false; // it is gone already
    const network = networkOf(socket.remoteAddress);
    const own = this.open.get(network) ?? new Set();
    if (this.count >= this.limits.all || own.size >= this.limits.perAddress) {
      socket.destroy();
      this.refused();
      return false;
    }
    this.keep(socket, network, own);
    return true;
  }

  /** Ends the connection with that other end, `address:port`. */
  cut(peer: string): void {
    for (const socket of this.sockets()) if (`${socket.remoteAddress}:${socket.remotePort}` === peer) socket.destroy();
  }

  close(): void {
    for (const socket of this.sockets()) socket.destroy();
  }

  private keep(socket: Socket, network: string, own: Set<Socket>): void {
    this.count++;
    this.open.set(network, own.add(socket));
    socket.once('close', () => {
      this.count--;
      own.delete(socket);
      if (own.size === 0) this.open.delete(network);
    });
  }

  private sockets(): Socket[] {
    return [...this.open.values()].flatMap((own) => [...own]);
  }
}
