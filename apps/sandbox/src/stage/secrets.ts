import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { randomBytes } from 'node:crypto';

/** The secret in `file`, made and readable by its owner only when it was absent. With a prefix it is in base64 as that of webhooks. */
export async function secretIn(file: string, random: (bytes: number) => Uint8Array = randomBytes, prefix = ''): Promise<string> {
  const there = await contentOf(file);
  if (there !== undefined) return there.trim();
  const secret = `${prefix}${Buffer.from(random(24)).toString(prefix === '' ? 'base64url' : 'base64')}`;
  await keep(file, `${secret}\n`);
  return secret;
}

/** Kafka's users and their passwords; those that are missing in `file` are added. */
export async function kafkaUsersIn(
  file: string,
  names: readonly string[],
  random: (bytes: number) => Uint8Array = randomBytes,
): Promise<Readonly<Record<string, string>>> {
  const there = JSON.parse((await contentOf(file)) ?? '{}') as Record<string, string>;
  const missing = names.filter((name) => there[name] === undefined);
  if (missing.length === 0) return there;
  const users = { ...there, ...Object.fromEntries(missing.map((name) => [name, Buffer.from(random(24)).toString('base64url')])) };
  await keep(file, `${JSON.stringify(users, undefined, 2)}\n`);
  return users;
}

const contentOf = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });

/** Written beside and renamed: whoever reads it never finds half of it. */
async function keep(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
