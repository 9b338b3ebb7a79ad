import type { FileHandle } from 'node:fs/promises';
import { rm } from 'node:fs/promises';
import { Refusal } from '../refusal';
import type { UploadBudget } from './budget';
import { type Bulk, memoryBytes } from './bulk';
import type { UploadFolder } from './folder';

/** Takes the parts of one request as they come and forgets them all at its end. */
export class Spool {
  private readonly files: string[] = [];
  private readonly taking = new Set<Promise<unknown>>();
  private left: number;
  private memoryLeft = memoryBytes;
  private held = 0;

  constructor(
    private readonly folder: Pick<UploadFolder, 'create'>,
    /** Bytes of all parts together. */
    allBytes: number,
    private readonly budget: Pick<UploadBudget, 'take' | 'give'>,
  ) {
    this.left = allBytes;
  }

  /**
   * @throws Refusal `gateway.too-large` as soon as there is one byte more than `limit`, or than the whole request may have;
   * `gateway.no-room` when all requests together hold too much
   */
  take(name: string, chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Bulk> {
    const taken = this.collect(name, chunks, limit);
    const settled = taken.catch(() => undefined).finally(() => this.taking.delete(settled));
    this.taking.add(settled);
    return taken;
  }

  /** Counts bytes that came otherwise among those of all requests. @throws Refusal `gateway.no-room` */
  hold(bytes: number): void {
    this.budget.take(bytes);
    this.held += bytes;
  }

  /** Nothing is kept, whatever became of the request. */
  async release(): Promise<void> {
    await Promise.all(this.taking);
    await Promise.all(this.files.splice(0).map((path) => rm(path, { force: true })));
    this.budget.give(this.held);
    this.held = 0;
  }

  private async collect(name: string, chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Bulk> {
    const memory: Uint8Array[] = [];
    let [size, file]: [number, { path: string; handle: FileHandle } | undefined] = [0, undefined];
    try {
      for await (const chunk of chunks) {
        size += chunk.length;
        this.left -= chunk.length;
        if (size > limit || this.left < 0) throw new Refusal('gateway.too-large', name);
        this.hold(chunk.length);
        memory.push(chunk);
        if (!file && this.remembers(chunk.length)) continue;
        if (!file) this.memoryLeft += size - chunk.length;
        file ??= await this.begin();
        await file.handle.writev(memory.splice(0));
      }
    } finally {
      await file?.handle.close();
    }
    return file ? { kind: 'file', path: file.path, size } : { kind: 'bytes', bytes: Buffer.concat(memory) };
  }

  private remembers(bytes: number): boolean {
    if (bytes > this.memoryLeft) return false;
    this.memoryLeft -= bytes;
    return true;
  }

  private async begin(): Promise<{ path: string; handle: FileHandle }> {
    const file = await this.folder.create();
    this.files.push(file.path);
    return file;
  }
}
