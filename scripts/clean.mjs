// npm run clean: stops what a killed city left behind, then removes its data.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { line, root, script, speaker, Stop } from './tools.mjs';

const data = join(root, '.data');

await script(async (args) => {
  const say = speaker(args);
  const locks = existsSync(data) ? findLocks(data, 3) : [];
  const running = locks.find(({ owner }) => isAlive(owner));
  if (running) {
    const { pid } = running.owner;
    throw new Stop(
      say(
        `Thành phố vẫn đang chạy (tiến trình ${pid}). Hãy dừng bằng Ctrl-C (hoặc: kill ${pid}) rồi chạy lại npm run clean.`,
        `The city is still running (process ${pid}). Stop it with Ctrl-C (or: kill ${pid}), then run npm run clean again.`,
      ),
    );
  }
  // The hub first: it uses the servers.
  for (const { hub } of locks) if (hub) await end(hub, 'SIGTERM', 15_000);
  for (const { server } of locks) if (server) await end(server, 'SIGINT', 10_000);
  rmSync(data, { recursive: true, force: true });
  line(say(`Đã xoá ${data}`, `Removed ${data}`));
  return 0;
});

/** What apps/sandbox (stage.lock) and libs/embedded (lienthong.lock) write: {owner: {pid, born}, hub?: {pid, born}, server?: {pid, born}}. */
function findLocks(folder, depth) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return depth > 0 ? findLocks(path, depth - 1) : [];
    return ['stage.lock', 'lienthong.lock'].includes(entry.name) ? readLock(path) : [];
  });
}

// One of which only a part was written holds nothing.
function readLock(path) {
  try {
    const lock = JSON.parse(readFileSync(path, 'utf8'));
    return lock?.owner ? [lock] : [];
  } catch {
    return [];
  }
}

// The start time keeps us from stopping a stranger that got the number of a dead process.
function isAlive({ pid, born }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] !== 'Z' && (born === '' || fields[19] === born);
  } catch {
    return false;
  }
}

// Each leads a process group of its own, which ends with it.
async function end(leader, polite, patience) {
  for (let waited = 0; isAlive(leader); waited += 100) {
    if (waited === 0) process.kill(leader.pid, polite);
    if (waited === patience) process.kill(-leader.pid, 'SIGKILL');
    await sleep(100);
  }
}
