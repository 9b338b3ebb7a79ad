import { identify, isAlive } from '@lienthong/embedded';
import type { Server } from '../model';

interface Running {
  readonly pid: number;
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** Servers outlive who started them: these are up. */
const up = new Set<Pick<Running, 'kill'>>();

export const remember = (server: Pick<Running, 'kill'>): void => void up.add(server);

/** At once, without order; for somebody who is impatient. */
export const killServers = (): Promise<unknown> => Promise.allSettled([...up].map((server) => server.kill()));

/** A server that was never started; `launch` starts it on the same data and port each time. */
export function serverOf(name: string, dir: string, launch: () => Promise<Running>): Server {
  let running: Running | undefined;
  const end = async (how: 'stop' | 'kill'): Promise<void> => {
    const ending = running;
    running = undefined;
    if (!ending) return;
    await ending[how]();
    up.delete(ending);
  };
  return {
    name,
    dir,
    get pid() {
      return running?.pid ?? 0;
    },
    get isUp() {
      return running !== undefined && isAlive(identify(running.pid));
    },
    kill: () => end('kill'),
    stop: () => end('stop'),
    start: async () => {
      await end('kill');
      running = await launch();
      remember(running);
    },
  };
}
