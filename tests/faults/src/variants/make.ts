import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Build } from '../model';
import { root } from '../town/place';
import { type Change, changed } from './change';
import { type Package, fingerprintOf, productOf } from './product';

/** Copies of an older product that nobody can still be running. */
const abandonedMs = 24 * 3_600_000;

/**
 * The product with `changes`, as a copy of its own in `.cache/variants`: `@lienthong/*` are the copies, third-party packages the repository's.
 * Made anew when the product was compiled again; safe when two processes make it at once. Throws when a change does not fit.
 */
export async function makeVariant(name: string, changes: readonly Change[]): Promise<Build> {
  const variants = join(root, '.cache', 'variants');
  const product = await productOf(root);
  const texts = changed(changes, (file) => textOf(product, file));
  const id = createHash('sha256')
    .update(await fingerprintOf(root, product))
    .update(JSON.stringify([...texts]));
  const folder = join(variants, `${name}-${id.digest('hex').slice(0, 12)}`);
  if (!existsSync(folder)) {
    await appear(folder, (at) => copy(product, texts, at));
    await forgetOlder(variants, name);
  }
  return { name, hub: join(folder, 'apps', 'hub', 'dist', 'main.js') };
}

function textOf(product: readonly Package[], file: string): string | undefined {
  const isPart = product.some(({ folder, files }) => files.some((one) => `${folder}/${one}` === file));
  return isPart ? readFileSync(join(root, file), 'utf8') : undefined;
}

/** Whole or not at all; who comes second finds the first one's. */
async function appear(folder: string, fill: (at: string) => Promise<void>): Promise<void> {
  const half = join(dirname(folder), `.${randomUUID()}`);
  try {
    await fill(half);
    await rename(half, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

async function copy(product: readonly Package[], texts: ReadonlyMap<string, string>, at: string): Promise<void> {
  for (const one of product) await copyPackage(one, at);
  for (const [file, text] of texts) await writeFile(join(at, file), text);
  await linkPackages(product, at);
}

async function copyPackage({ folder, files, ownModules }: Package, at: string): Promise<void> {
  const targets = files.map((file) => join(at, folder, file));
  for (const made of new Set(targets.map(dirname))) await mkdir(made, { recursive: true });
  await Promise.all(files.map((file, i) => copyFile(join(root, folder, file), targets[i] ?? '')));
  if (ownModules) await symlink(join(root, folder, 'node_modules'), join(at, folder, 'node_modules'));
}

/** By their names, before the repository's own that stand further up. */
async function linkPackages(product: readonly Package[], at: string): Promise<void> {
  for (const { folder } of product) {
    const { name } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { readonly name: string };
    const link = join(at, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(relative(dirname(link), join(at, folder)), link);
  }
}

async function forgetOlder(variants: string, name: string): Promise<void> {
  const isOurs = (other: string): boolean => other.startsWith(`${name}-`) && other.length === name.length + 13;
  for (const other of (await readdir(variants)).filter(isOurs)) {
    const at = join(variants, other);
    const { mtimeMs } = await stat(at).catch(() => ({ mtimeMs: Infinity }));
    if (Date.now() - mtimeMs > abandonedMs) await rm(at, { recursive: true, force: true });
  }
}
