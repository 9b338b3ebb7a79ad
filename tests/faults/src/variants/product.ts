import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A workspace that the hub is made of. */
export interface Package {
  /** `libs/pipeline`. */
  readonly folder: string;
  /** `package.json` and every compiled file, below the folder. */
  readonly files: readonly string[];
  /** It has third-party packages of its own, in versions that others do not share. */
  readonly ownModules: boolean;
}

/** The compiled product: the hub's program and every library. The sandbox and the tests are no part of it. */
export async function productOf(root: string): Promise<readonly Package[]> {
  const libraries = await Promise.all(['libs', 'libs/adapters'].map((above) => foldersIn(root, above)));
  const packages = await Promise.all(['apps/hub', ...libraries.flat()].map((folder) => packageAt(root, folder)));
  return packages.filter((one) => one !== undefined);
}

const foldersIn = async (root: string, above: string): Promise<string[]> =>
  (await readdir(join(root, above))).sort().map((name) => `${above}/${name}`);

async function packageAt(root: string, folder: string): Promise<Package | undefined> {
  const names = await readdir(join(root, folder));
  if (!names.includes('package.json')) return undefined;
  const compiled = await readdir(join(root, folder, 'dist'), { recursive: true }).catch((cause: unknown) => {
    throw new Error(`${folder} is not compiled: run "npm run build"`, { cause });
  });
  const program = compiled.filter((name) => /\.js(on)?$/.test(name)).sort();
  return { folder, files: ['package.json', ...program.map((name) => `dist/${name}`)], ownModules: names.includes('node_modules') };
}

/** Another one as soon as one file of the product was written again. */
export async function fingerprintOf(root: string, product: readonly Package[]): Promise<string> {
  const files = product.flatMap(({ folder, files }) => files.map((file) => `${folder}/${file}`));
  const found = await Promise.all(files.map((file) => stat(join(root, file))));
  const hash = createHash('sha256');
  for (const [i, file] of files.entries()) hash.update(`${file} ${found[i]?.size ?? 0} ${found[i]?.mtimeMs ?? 0}\n`);
  return hash.digest('hex');
}
