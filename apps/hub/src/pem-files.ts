import { type KeyObject, createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ErrorCode } from '@lienthong/message';
import { type Certificate, parsePem } from '@lienthong/trust';
import { CommandError } from './complaint/command-error';

export async function readCertificates(file: string): Promise<readonly [Certificate, ...Certificate[]]> {
  const text = await readFile(file, 'utf8');
  const [first, ...others] = readable('certificate.malformed', file, () => parsePem(text));
  if (!first) throw new CommandError('certificate.malformed', file);
  return [first, ...others];
}

export async function readPrivateKey(file: string): Promise<KeyObject> {
  const text = await readFile(file);
  return readable('cli.key-unreadable', file, () => createPrivateKey(text));
}

/** Parsers do not know the name of the file, and a person needs nothing else. */
function readable<T>(code: ErrorCode, file: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw new CommandError(code, file, { cause });
  }
}
