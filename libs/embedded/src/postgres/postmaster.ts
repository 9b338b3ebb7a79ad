import { readdir, readFile, readlink, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { end, identify, type ProcessId } from '../host/process';

/** First line of postmaster.pid is the process id, eighth its status: `starting`, `ready`, … */
export async function readPostmaster(data: string): Promise<{ pid: number; status: string } | undefined> {
  const lines = await readFile(join(data, 'postmaster.pid'), 'utf8').then(
    (text) => text.split('\n'),
    () => [],
  );
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, status: (lines[7] ?? '').trim() } : undefined;
}

/**
 * Clears the way for a new server after one that was killed: whatever process of the old one still uses this folder is stopped
 * (a busy backend does not notice that its parent died and keeps the shared memory), and postmaster.pid is removed, since its
 * number may meanwhile belong to another program, at whose sight the new server would refuse to start.
 */
export async function clearPostmaster(data: string): Promise<void> {
  const old = await readPostmaster(data);
  const left = await serversOf(data);
  const parent = left.filter(({ pid }) => pid === old?.pid);
  await Promise.all(parent.map((one) => end(one, 'SIGINT', 10_000)));
  await Promise.all(left.map((one) => end(one, 'SIGQUIT', 2_000)));
  await rm(join(data, 'postmaster.pid'), { force: true });
}

// Every process of a server works in its data folder.
async function serversOf(data: string): Promise<ProcessId[]> {
  const link = (pid: string, name: string): Promise<string> => readlink(`/proc/${pid}/${name}`).catch(() => '');
  const found: ProcessId[] = [];
  for (const pid of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(pid) || (await link(pid, 'cwd')) !== data) continue;
    if (basename(await link(pid, 'exe')) === 'postgres') found.push(identify(Number(pid)));
  }
  return found;
}
