import { randomUUID, webcrypto } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { algorithmOf, pkcs8Of } from './keys';
import type { KeyKind } from './profile';

const { subtle } = webcrypto;

interface Laid {
  readonly kind: string;
  readonly pkcs8: string;
  readonly spki: string;
}

/** Key pairs that were made before, so that not each of a hundred invented cities takes eight seconds of a core. */
export class Shelf {
  constructor(private readonly dir: string) {}

  /** Nothing unless there is one of this kind under the name. */
  async take(name: string, kind: KeyKind, hash: string): Promise<webcrypto.CryptoKeyPair | undefined> {
    const text = await readFile(this.pathOf(name), 'utf8').catch(() => undefined);
    const laid = text === undefined ? undefined : (JSON.parse(text) as Laid);
    if (laid?.kind !== kind) return undefined;
    const algorithm = algorithmOf(kind, hash);
    const [privateKey, publicKey] = await Promise.all([
      subtle.importKey('pkcs8', Buffer.from(laid.pkcs8, 'base64'), algorithm, true, ['sign']),
      subtle.importKey('spki', Buffer.from(laid.spki, 'base64'), algorithm, true, ['verify']),
    ]);
    return { privateKey, publicKey };
  }

  /** As a whole or not at all: several may do so at a time. */
  async lay(name: string, kind: KeyKind, { privateKey, publicKey }: webcrypto.CryptoKeyPair): Promise<void> {
    await mkdir(this.dir, { recursive: true, mode: 0o700 });
    const spki = Buffer.from(await subtle.exportKey('spki', publicKey)).toString('base64');
    const laid: Laid = { kind, pkcs8: (await pkcs8Of(privateKey)).toString('base64'), spki };
    const draft = join(this.dir, `.${randomUUID()}`);
    await writeFile(draft, JSON.stringify(laid), { mode: 0o600 });
    await rename(draft, this.pathOf(name));
  }

  private pathOf(name: string): string {
    return join(this.dir, `${name}.json`);
  }
}
