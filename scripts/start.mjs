// npm start: from a clean clone to a running city. Everything after the build is apps/sandbox.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build, install, requireDisk, requireNode, root, script, speaker } from './tools.mjs';

await script(async (args) => {
  const say = speaker(args);
  requireNode(say);
  requireDisk(say);
  await install(say);
  await build(say);
  return runCity(args);
});

function runCity(args) {
  const city = spawn(process.execPath, [join(root, 'apps/sandbox/dist/main.js'), 'city', ...args], { cwd: root, stdio: 'inherit' });
  process.on('SIGTERM', () => city.kill('SIGTERM'));
  // A terminal sends Ctrl-C to the whole group, the city included: passing it on would look like a second, impatient one.
  process.on('SIGINT', () => process.stdin.isTTY || city.kill('SIGINT'));
  return new Promise((resolve, reject) => {
    city.on('error', reject);
    city.on('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
