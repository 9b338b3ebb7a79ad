const highest = 0xffff_ffff;

/** Shared by all writers: each is used up before another one begins. */
let scratch = Buffer.allocUnsafe(16_384);

/** Proto3 fields of implicit presence, in the order of the calls: what is empty or zero is left out, as the generated code does. */
export class FieldWriter {
  private at = 0;

  text(field: number, text: string): this {
    return text === '' ? this : this.someText(field, text);
  }

  bytes(field: number, bytes: Uint8Array): this {
    if (bytes.length === 0) return this;
    this.begin(field, bytes.length);
    scratch.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }

  /** An unsigned number of at most 53 bits. */
  number(field: number, value: number): this {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`field ${field} cannot hold ${value}`);
    if (value === 0) return this;
    this.makeRoom(20);
    this.varint(field << 3);
    this.varint(value);
    return this;
  }

  uint32(field: number, value: number): this {
    if (value > highest) throw new RangeError(`field ${field} cannot hold ${value}`);
    return this.number(field, value);
  }

  map(field: number, entries: Readonly<Record<string, string>>): this {
    for (const key of Object.keys(entries)) {
      const value = entries[key] ?? '';
      this.begin(field, sizeOfText(key) + sizeOfText(value));
      this.someText(1, key).someText(2, value);
    }
    return this;
  }

  /** A message that was written already. */
  message(field: number, bytes: Uint8Array): this {
    this.begin(field, bytes.length);
    scratch.set(bytes, this.at);
    this.at += bytes.length;
    return this;
  }

  finish(): Buffer {
    return Buffer.from(scratch.subarray(0, this.at));
  }

  private someText(field: number, text: string): this {
    const length = Buffer.byteLength(text);
    this.begin(field, length);
    // what has as many bytes as characters is ASCII, which needs no encoding
    this.at += scratch.write(text, this.at, length === text.length ? 'latin1' : 'utf8');
    return this;
  }

  private begin(field: number, length: number): void {
    this.makeRoom(length + 20);
    this.varint((field << 3) | 2);
    this.varint(length);
  }

  private varint(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) scratch[this.at++] = (rest % 0x80) | 0x80;
    scratch[this.at++] = rest;
  }

  private makeRoom(bytes: number): void {
    if (this.at + bytes <= scratch.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.at + bytes));
    larger.set(scratch.subarray(0, this.at));
    scratch = larger;
  }
}

/** Of a field below 16. */
function sizeOfText(text: string): number {
  const length = Buffer.byteLength(text);
  let size = length + 2;
  for (let rest = length; rest > 0x7f; rest >>>= 7) size++;
  return size;
}
