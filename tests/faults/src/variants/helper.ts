import { variantEnv } from '../model';
import type { Change } from './change';

/**
 * What a process of the variant `crash-points` does beside its work. An armed point is a file `<folder>/<role>/<name>`; its content says what
 * happens there: nothing or `kill` = SIGKILL, `stop` = SIGSTOP, `hold` = this one path waits, the rest of the process goes on.
 */
const text = `'use strict';
const { existsSync, readFileSync, renameSync, unlinkSync } = require('node:fs');
const { join } = require('node:path');

const [, , command, role] = process.argv;
const folder = command === 'run' ? process.env.${variantEnv.crash} : undefined;

/** At a place of the way: does what its file says, and takes the file away, so that the bench sees that the place was reached. */
globalThis.crashPoint = (name) => {
  const file = folder === undefined ? '' : join(folder, role, name);
  if (file === '' || !existsSync(file)) return undefined;
  const taken = file + '.held';
  try {
    renameSync(file, taken);
  } catch {
    return undefined; // another path of this process was faster
  }
  const how = readFileSync(taken, 'utf8').trim();
  if (how === 'hold') return untilGone(taken);
  unlinkSync(taken);
  process.kill(process.pid, how === 'stop' ? 'SIGSTOP' : 'SIGKILL');
  if (how !== 'stop') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  return undefined;
};

/** Until the bench removes the file. */
const untilGone = (file) =>
  new Promise((resolve) => {
    const timer = setInterval(() => {
      if (existsSync(file)) return;
      clearInterval(timer);
      resolve();
    }, 10);
  });

const aheadMs = command === 'run' ? Number(process.env.${variantEnv.aheadMs} ?? 0) : 0;
if (aheadMs !== 0) {
  const now = Date.now;
  globalThis.Date = new Proxy(Date, {
    construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now() + aheadMs] : given, made),
    apply: (target) => new target(now() + aheadMs).toString(),
    get: (target, key, proxy) => (key === 'now' ? () => now() + aheadMs : Reflect.get(target, key, proxy)),
  });
}
`;

const main = 'apps/hub/dist/main.js';

/** Loaded before anything of the hub. */
export const helper: readonly Change[] = [
  { file: 'apps/hub/dist/faults-helper.js', text },
  {
    file: main,
    find: 'const commander_1 = require("commander");',
    replace: 'require("./faults-helper");\nconst commander_1 = require("commander");',
  },
];
