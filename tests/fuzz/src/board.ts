const maxFile = 8 * 1024 * 1024;
const head = 24;

/** What a worker is at, readable while it hangs: how many files, which target, the file itself. */
export class Board {
  private readonly count: BigInt64Array;
  private readonly numbers: Int32Array;
  private readonly file: Uint8Array;

  constructor(readonly memory: SharedArrayBuffer = new SharedArrayBuffer(head + maxFile)) {
    this.count = new BigInt64Array(memory, 0, 1);
    this.numbers = new Int32Array(memory, 8, 4);
    this.file = new Uint8Array(memory, head);
  }

  /** Too long a file is none. */
  begin(target: number, file: Uint8Array): boolean {
    if (file.length > maxFile) return false;
    Atomics.store(this.numbers, 0, target);
    Atomics.store(this.numbers, 1, file.length);
    this.file.set(file);
    Atomics.add(this.count, 0, 1n);
    Atomics.store(this.numbers, 2, 1);
    return true;
  }

  end(): void {
    Atomics.store(this.numbers, 2, 0);
  }

  /** A file is being read at this moment. */
  get isReading(): boolean {
    return Atomics.load(this.numbers, 2) === 1;
  }

  get read(): bigint {
    return Atomics.load(this.count, 0);
  }

  get current(): { readonly target: number; readonly input: Uint8Array } {
    return { target: Atomics.load(this.numbers, 0), input: this.file.slice(0, Atomics.load(this.numbers, 1)) };
  }
}
