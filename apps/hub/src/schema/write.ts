import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newTypeFile, withRetired, withVersion } from '@lienthong/config';
import type { Candidate } from './candidate';
import { typeFile } from './registry';

/** Schema and example first: only `type.yaml` makes them a version. */
export async function writeVersion(config: string, { version, type, isNewType }: Candidate): Promise<void> {
  const at = typeFile(config, type.type);
  const folder = dirname(at);
  const [schema, example] = version.kind === 'xsd' ? ['xsd', 'example.xml'] : ['schema.json', 'example.json'];
  await mkdir(folder, { recursive: true });
  await writeNew(join(folder, `${version.version}.${schema}`), version.text);
  await writeNew(join(folder, `${version.version}.${example}`), version.example);
  await replace(at, isNewType ? newTypeFile(type.name, type.signed, version) : withVersion(await readFile(at, 'utf8'), version));
}

export async function writeRetired(config: string, type: string, version: string, day: string): Promise<void> {
  const at = typeFile(config, type);
  await replace(at, withRetired(await readFile(at, 'utf8'), version, day));
}

/** A file that lies there with the very same text is the one that is added: it was prepared in place. */
async function writeNew(file: string, text: string): Promise<void> {
  const there = await readFile(file, 'utf8').catch(() => undefined);
  if (there !== text) await writeFile(file, text, { flag: 'wx' });
}

async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}
