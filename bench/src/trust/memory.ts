import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type Materials, paper } from './materials';

const hub = resolve(__dirname, '../../../apps/hub/dist/main.js');
/** Told on stderr when the program ends: the most that was resident. */
const told = `process.on('exit', () => process.stderr.write('resident ' + process.resourceUsage().maxRSS + '\\n'));`;

/** MiB resident at most while `hub verify` judges a signed PDF of so many bytes. */
export async function residentFor(materials: Materials, dir: string, bytes: number): Promise<number> {
  const [file, root, watch] = ['paper.pdf', 'root.pem', 'watch.cjs'].map((name) => join(dir, name)) as [string, string, string];
  await writeFile(file, await paper(materials, bytes));
  await writeFile(root, `-----BEGIN CERTIFICATE-----\n${Buffer.from(materials.root.der).toString('base64')}\n-----END CERTIFICATE-----\n`);
  await writeFile(watch, told);
  const args = ['--require', watch, hub, 'verify', file, '--trust', root, '--offline', '--json'];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args).catch((error: unknown) => error as Said); // exit 2: nobody told whether it is revoked
  const { signatures } = JSON.parse(stdout) as { readonly signatures: readonly { readonly coversWhole: boolean }[] };
  if (!signatures[0]?.coversWhole) throw new Error(`the PDF was not verified: ${stdout}`);
  return Number(/resident (\d+)/.exec(stderr)?.[1]) / 1_024;
}

interface Said {
  readonly stdout: string;
  readonly stderr: string;
}
