// Shared by the scripts of this folder. Plain Node: they run before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statfsSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];
// Packages, Kafka's jars and the city's data.
const NEEDED_GIB = 2;

/** Ends a script with a sentence instead of a stack trace. */
export class Stop extends Error {}

/** Picks a language: Vietnamese unless the option --lang says `en`. */
export function speaker(args) {
  const { lang } = parseArgs({ args, options: { lang: { type: 'string' } }, strict: false }).values;
  return (vi, en) => (lang === 'en' ? en : vi);
}

export const line = (text) => process.stderr.write(`${text}\n`);
const seconds = (since) => Math.round((performance.now() - since) / 1000);

/** Runs `main`; a Stop, and what a person can mend, becomes its sentence and exit code 1. */
export async function script(main) {
  const args = process.argv.slice(2);
  try {
    process.exitCode = await main(args);
  } catch (error) {
    const sentence = error instanceof Stop ? error.message : ofFiles(speaker(args), error);
    if (!sentence) throw error;
    line(sentence);
    process.exitCode = 1;
  }
}

function ofFiles(say, { code, path, message }) {
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return say(
      `Ổ đĩa đã đầy: ${path ?? message}. Hãy xoá bớt tệp rồi chạy lại.`,
      `The disk is full: ${path ?? message}. Remove files, then run it again.`,
    );
  if (path && (code === 'EACCES' || code === 'EPERM'))
    return say(
      `Không có quyền với ${path} (xem bằng: ls -ld). Hãy cấp quyền hoặc chạy bằng chủ sở hữu.`,
      `This account may not use ${path} (to see whose it is: ls -ld). Grant it, or run as its owner.`,
    );
  if (code === 'EROFS')
    return say(
      `Ổ đĩa chỉ cho đọc: ${path ?? message}. Hãy chuyển dự án sang ổ ghi được.`,
      `The disk is mounted read-only: ${path ?? message}. Move the project to one that can be written.`,
    );
  return undefined;
}

/** Before anything is installed: a disk that fills up midway leaves half a clone behind. */
export function requireDisk(say, { bavail, bsize } = statfsSync(root)) {
  const left = (bavail * bsize) / 1024 ** 3;
  if (left >= NEEDED_GIB) return;
  throw new Stop(
    say(
      `Ổ đĩa chứa ${root} chỉ còn ${left.toFixed(1)} GiB, cần ít nhất ${NEEDED_GIB} GiB. Hãy xoá bớt tệp, hoặc chuyển dự án sang ổ khác.`,
      `The disk of ${root} has only ${left.toFixed(1)} GiB left, at least ${NEEDED_GIB} GiB are needed. Remove files, or move the project to another disk.`,
    ),
  );
}

export function requireNode(say) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  const oldest = OLDEST_NODE.join('.');
  throw new Stop(
    say(
      `Cần Node.js ${oldest} trở lên, máy này có ${process.versions.node}. Hãy cài bản mới (nên dùng Node 24 LTS): https://nodejs.org`,
      `Node.js ${oldest} or newer is needed, this is ${process.versions.node}. Install a newer one (best: Node 24 LTS): https://nodejs.org`,
    ),
  );
}

/** Shows that a long step has begun, every 5 s that it still runs, and how long it took. */
export async function ticking(title, step) {
  const began = performance.now();
  line(`▸ ${title}`);
  const ticker = setInterval(() => line(`  … ${seconds(began)} s`), 5000);
  try {
    await step;
  } finally {
    clearInterval(ticker);
  }
  line(`✓ ${title} (${seconds(began)} s)`);
}

/** Runs a long command; its output appears only when it fails. */
function quietly(title, command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const output = [];
  child.stdout.on('data', (chunk) => output.push(chunk));
  child.stderr.on('data', (chunk) => output.push(chunk));
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Stop(`${Buffer.concat(output)}\n✗ ${title}: ${code}`))));
  });
  return ticking(title, ended);
}

/** Runs a command in sight and answers its exit code. */
export function openly(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

// Started by npm: the same npm again, under the same Node.
const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];

/**
 * Installs what package-lock.json says, unless what is installed is at least as new. Not `npm ci`: that one gives up where a registry lacks an
 * optional package of some other platform. `--no-save` leaves package.json and the lock file alone.
 */
export async function install(say) {
  const installed = join(root, 'node_modules/.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  const [command, ...first] = npm;
  const title = say('Cài các gói (npm install)', 'Installing packages (npm install)');
  await quietly(title, command, [...first, 'install', '--no-save', '--no-progress']);
  // npm does not touch its record when nothing had to change.
  utimesSync(installed, new Date(), new Date());
}

/** Installs and builds what is missing, then becomes the program at `path` with the words of the command line behind `first`. */
export const program = (path, ...first) =>
  script(async (args) => {
    const say = speaker(args);
    requireNode(say);
    requireDisk(say);
    await install(say);
    await build(say);
    return become([join(root, path), ...first, ...args]);
  });

function become(words) {
  const child = spawn(process.execPath, words, { cwd: root, stdio: 'inherit' });
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  // A terminal sends Ctrl-C to the whole group, the child included: passing it on would look like a second, impatient one.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}

/** Path of a development tool's script, to be run by this same Node. */
export const tool = (path) => join(root, 'node_modules', path);

export const build = (say) => quietly(say('Biên dịch (tsc -b)', 'Building (tsc -b)'), process.execPath, [tool('typescript/bin/tsc'), '-b']);

/** Debian packages whose command is missing: installed when we are root, else a sentence with the command to run. */
export async function installDebian(say, needs) {
  const missing = needs.filter(({ command }) => spawnSync(command, ['--version'], { stdio: 'ignore' }).error !== undefined);
  if (missing.length === 0) return;
  const packages = missing.map((need) => need.package);
  if (process.getuid?.() !== 0) {
    const commands = missing.map((need) => need.command).join(', ');
    const how = `sudo apt-get install -y ${packages.join(' ')}`;
    throw new Stop(say(`Thiếu lệnh: ${commands}. Hãy chạy: ${how}`, `Missing commands: ${commands}. Run: ${how}`));
  }
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const update = say('Cập nhật danh mục gói Debian', 'Updating the list of Debian packages');
  await quietly(update, 'apt-get', ['update', '-q'], options);
  const title = say(`Cài gói Debian: ${packages.join(' ')}`, `Installing Debian packages: ${packages.join(' ')}`);
  await quietly(title, 'apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], options);
}
