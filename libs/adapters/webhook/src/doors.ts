import { aborted, closed, type DoorSettings, keepDoor, type Log, type MessageDoor, takeMessage, turnAway } from '@lienthong/adapter-kit';
import { setMaxListeners } from 'node:events';
import { isDeepStrictEqual } from 'node:util';

interface Shared {
  readonly settings: DoorSettings;
  readonly byPath: Map<string, MessageDoor>;
  readonly end: AbortController;
  /** Until the last who shares it has gone; rejects when the door cannot be opened or breaks. */
  readonly open: Promise<void>;
}

/** The doors of one process: connectors that name the same address share a server, each at a path of its own. */
export class Doors {
  private readonly shared = new Map<string, Shared>();

  /** Until `stop`. Throws `Failure` transient `door.closed`. */
  async keep(settings: DoorSettings, door: MessageDoor, stop: AbortSignal): Promise<void> {
    const address = `${settings.listen.host}:${settings.listen.port}`;
    const at = this.shared.get(address) ?? this.opened(address, settings, door.log);
    if (!isDeepStrictEqual(at.settings, settings))
      throw closed(`${address}: another connector says bodyTimeout or maxConnections otherwise`);
    if (at.byPath.has(door.path)) throw closed(`${address}${door.path} is there already`);
    at.byPath.set(door.path, door);
    setMaxListeners(0, stop); // every connector of the zone listens
    try {
      await Promise.race([aborted(stop), at.open]);
    } finally {
      await this.leave(address, at, door.path);
    }
  }

  private opened(address: string, settings: DoorSettings, log: Log): Shared {
    const [byPath, end] = [new Map<string, MessageDoor>(), new AbortController()];
    const open = keepDoor(
      settings,
      async (request, response) => {
        const door = byPath.get(request.url ?? '');
        if (door) await takeMessage(request, response, door);
        else turnAway(request, response);
      },
      log,
      end.signal,
    );
    const shared = { settings, byPath, end, open };
    this.shared.set(address, shared);
    return shared;
  }

  private async leave(address: string, at: Shared, path: string): Promise<void> {
    at.byPath.delete(path);
    if (at.byPath.size > 0) return;
    if (this.shared.get(address) === at) this.shared.delete(address);
    at.end.abort();
    await at.open.catch(() => undefined);
  }
}
