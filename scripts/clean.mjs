// npm run clean: stops servers that a killed city left behind, then removes its data.
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
  for (const { server } of locks) if (server) await end(server);
  rmSync(data, { recursive: true, force: true });
  line(say(`Đã xoá ${data}`, `Removed ${data}`));
  return 0;
});

/** The lock files that libs/embedded writes: {owner: {pid, born}, server?: {pid, born}}. */
function findLocks(folder, depth) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return depth > 0 ? findLocks(path, depth - 1) : [];
    return entry.name === 'lienthong.lock' ? readLock(path) : [];
  });
}

function readLock(path) {
  try {
    const lock = JSON.parse(readFileSync(path, 'utf8'));
    return lock.owner ? [lock] : [];
  } catch {
    return [];
  }
}

// The start time keeps us from stopping a stranger that got the number of a dead process.
function isAlive({ pid, born }) {
  try {
    process.kill(pid, 0);
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] !== 'Z' && fields[19] === born;
  } catch {
    return false;
  }
}

async function end(server) {
  for (let waited = 0; isAlive(server); waited += 100) {
    if (waited === 0) process.kill(server.pid, 'SIGINT');
    if (waited === 10_000) process.kill(server.pid, 'SIGKILL');
    await sleep(100);
  }
}
