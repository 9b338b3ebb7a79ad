import { readFile } from 'node:fs/promises';
import { type FileGround, type FileVerdict, verifyFile } from '@lienthong/trust';
import type { Inputs } from './inputs';

/**
 * Verifies one file; `content` is the file that a detached signature is about.
 * @throws UnreadableError, CommandError
 */
export async function verifyPath(file: string, content: string | undefined, ground: FileGround, inputs: Inputs): Promise<FileVerdict> {
  const [bytes, detached] = await Promise.all([readFile(file), content === undefined ? undefined : readFile(content)]);
  const whole = detached === undefined ? ground : { ...ground, content: () => detached };
  return inputs.judged(whole, (informed) => verifyFile(bytes, informed));
}
