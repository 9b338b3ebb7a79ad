import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Takes `count` running numbers that nobody had before; they are on disk as taken before they are used. Answers the first. */
export async function reserve(file: string, count: number): Promise<number> {
  const first = await readFile(file, 'utf8').then(Number, () => 1);
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(`${file}.new`, 'w');
  await handle.writeFile(String(first + count));
  await handle.sync();
  await handle.close();
  await rename(`${file}.new`, file);
  return first;
}
