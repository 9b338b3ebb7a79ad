import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** The kernel's start time tells a process from a later one with the same number; empty where there is no /proc. */
export interface ProcessId {
  readonly pid: number;
  readonly born: string;
}

export const identify = (pid: number): ProcessId => ({ pid, born: bornAt(pid) });

export function isAlive({ pid, born }: ProcessId): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return born === '' || bornAt(pid) === born;
}

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

/** Field 22 of /proc/<pid>/stat (proc(5)), counted behind the name in brackets; empty for a zombie, which has ended. */
function bornAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? '' : (fields[18] ?? '');
  } catch {
    return '';
  }
}
