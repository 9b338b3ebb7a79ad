import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process that outlives mistakes of pid reuse: the kernel's start time is part of its identity (empty where /proc is missing). */
export interface ProcessId {
  readonly pid: number;
  readonly born: string;
}

// proc(5), /proc/<pid>/stat: the second field is the name in brackets and may hold spaces; state is field 3, starttime field 22.
function stat(pid: number): { state: string; born: string } | undefined {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', born: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}

export const identify = (pid: number): ProcessId => ({ pid, born: stat(pid)?.born ?? '' });

/** True while that very process runs; a zombie counts as ended. */
export function isAlive({ pid, born }: ProcessId): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const now = stat(pid);
  return now === undefined || (now.state !== 'Z' && (born === '' || now.born === born));
}

function signal(target: ProcessId, name: NodeJS.Signals): void {
  try {
    if (isAlive(target)) process.kill(target.pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Asks with `polite`, then insists with SIGKILL after `patienceMs`; resolves when the process is gone. */
export async function end(target: ProcessId, polite: NodeJS.Signals, patienceMs: number): Promise<void> {
  signal(target, polite);
  const deadline = performance.now() + patienceMs;
  let insisted = false;
  while (isAlive(target)) {
    if (!insisted && performance.now() > deadline) {
      insisted = true;
      signal(target, 'SIGKILL');
    }
    await sleep(10);
  }
}

/** The child's exit as text: `code 1`, `signal SIGKILL`; undefined while it runs. */
export function exitOf(child: ChildProcess): string | undefined {
  if (child.exitCode !== null) return `code ${String(child.exitCode)}`;
  return child.signalCode === null ? undefined : `signal ${child.signalCode}`;
}
