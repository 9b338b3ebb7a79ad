import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

/** The documents themselves, a file each: written beside, synchronised, renamed. */
export class Documents {
  constructor(private readonly dir: string) {}

  /** Resolves when the bytes survive a power cut. */
  async keep(docId: string, bytes: Uint8Array): Promise<void> {
    await mkdir(this.dir, { recursive: true });
    const path = this.pathOf(docId);
    await synchronised(`${path}.new`, 'w', (file) => file.writeFile(bytes));
    await rename(`${path}.new`, path);
    await synchronised(this.dir, 'r', () => Promise.resolve());
  }

  bytesOf(docId: string): Promise<Buffer> {
    return readFile(this.pathOf(docId));
  }

  private pathOf(docId: string): string {
    return join(this.dir, `${docId}.edxml`);
  }
}

async function synchronised(path: string, flags: string, work: (file: Awaited<ReturnType<typeof open>>) => Promise<void>): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    await work(file);
    await file.sync();
  } finally {
    await file.close();
  }
}
