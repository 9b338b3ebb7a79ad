// Shared by the scripts of this folder. Plain Node: they run before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];

/** Ends a script with a sentence instead of a stack trace. */
export class Stop extends Error {}

/** Picks a language: Vietnamese unless the arguments say `--lang en`. */
export function speaker(args) {
  const at = args.indexOf('--lang');
  const lang = (at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith('--lang='))?.slice(7)) === 'en' ? 'en' : 'vi';
  return (vi, en) => (lang === 'en' ? en : vi);
}

export const line = (text) => process.stderr.write(`${text}\n`);
const seconds = (since) => Math.round((performance.now() - since) / 1000);

/** Runs `main`; a Stop becomes its sentence and exit code 1. */
export async function script(main) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    line(error.message);
    process.exitCode = 1;
  }
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
