import { readFileSync, readdirSync } from 'node:fs';

/** Whose processor time is accounted together. */
export type Pids = Readonly<Record<string, readonly number[]>>;

/** Kernel's clock ticks a second: USER_HZ is 100 on every Linux that we run on. */
const tickMs = 10;

/** Milliseconds of processor time since their start, by name; what has ended counts with its parent. */
export function cpuOf(pids: Pids): Record<string, number> {
  return Object.fromEntries(Object.entries(pids).map(([name, all]) => [name, all.reduce((sum, pid) => sum + ticksOf(pid), 0) * tickMs]));
}

/** proc(5): utime, stime, and those of children that were waited for are fields 14 to 17 of /proc/<pid>/stat. */
function ticksOf(pid: number): number {
  const fields = statOf(pid);
  return [11, 12, 13, 14].reduce((sum, i) => sum + Number(fields[i] ?? 0), 0);
}

function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/** A process and its children: PostgreSQL has one a connection. */
export function familyOf(pid: number): number[] {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && statOf(Number(name))[1] === String(pid));
  return [pid, ...children.map(Number)];
}

/** Resident memory, MiB. */
export function residentOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
