import { setTimeout as sleep } from 'node:timers/promises';
import { type ProcessId, isAlive } from '@lienthong/embedded';

/** Signals the process and those it started in its group. */
export function signalGroup(pid: number, name: NodeJS.Signals): void {
  if (pid <= 1) return; // 0 would be our own group
  try {
    process.kill(-pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** SIGTERM to the process, and SIGKILL to its group when it lives on. */
export async function end(target: ProcessId, patienceMs: number): Promise<void> {
  if (!isAlive(target)) return;
  process.kill(target.pid, 'SIGTERM');
  for (const deadline = performance.now() + patienceMs; isAlive(target) && performance.now() < deadline;) await sleep(50);
  if (isAlive(target)) signalGroup(target.pid, 'SIGKILL');
}
