import { crc32, deflateRawSync } from 'node:zlib';

/** An entry as its two headers and its data say it; what is left out follows from the content. */
export interface Part {
  readonly name: string;
  readonly content: Uint8Array;
  readonly deflated?: boolean;
  readonly flags?: number;
  readonly method?: number;
  /** Sizes and checksum stand behind the data and not in the local header. */
  readonly descriptor?: boolean;
  readonly extra?: Buffer;
  readonly attributes?: number;
  readonly comment?: string;
  /** What the directory says instead. */
  readonly said?: {
    readonly name?: string;
    readonly size?: number;
    readonly packedSize?: number;
    readonly crc?: number;
    readonly offset?: number;
    readonly method?: number;
  };
  /** Bytes before the local header, and behind the compressed data within its size. */
  readonly before?: Buffer;
  readonly behind?: Buffer;
}

export interface Wish {
  readonly comment?: string;
  readonly beforeDirectory?: Buffer;
  readonly count?: number;
}

const nothing = Buffer.alloc(0);

/** A ZIP file of these entries, honest unless told. */
export function zip(parts: readonly Part[], { comment = '', beforeDirectory = nothing, count = parts.length }: Wish = {}): Buffer {
  const chunks: Buffer[] = [];
  const records: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const { before = nothing, extra = nothing, behind = nothing } = part;
    const data = Buffer.concat([part.deflated ? deflateRawSync(part.content) : part.content, behind]);
    const facts = [crc32(part.content), data.length, part.content.length] as const;
    const name = Buffer.from(part.name);
    const flags = (part.flags ?? 0) | (part.descriptor ? 8 : 0) | (/^[\0-\x7f]*$/.test(part.name) ? 0 : 0x800);
    const method = part.method ?? (part.deflated ? 8 : 0);
    const local = Buffer.concat([
      numbers(
        [4, 0x04034b50],
        [2, 20],
        [2, flags],
        [2, method],
        [4, 0],
        ...triple(part.descriptor ? [0, 0, 0] : facts),
        [2, name.length],
        [2, extra.length],
      ),
      name,
      extra,
    ]);
    const tail = part.descriptor ? numbers([4, 0x08074b50], ...triple(facts)) : nothing;
    const { said = {} } = part;
    const saidName = Buffer.from(said.name ?? part.name);
    const saidFacts = [said.crc ?? facts[0], said.packedSize ?? facts[1], said.size ?? facts[2]] as const;
    records.push(
      Buffer.concat([
        numbers([4, 0x02014b50], [2, 20], [2, 20], [2, flags], [2, said.method ?? method], [4, 0], ...triple(saidFacts)),
        numbers(
          [2, saidName.length],
          [2, extra.length],
          [2, part.comment?.length ?? 0],
          [2, 0],
          [2, 0],
          [4, part.attributes ?? 0],
          [4, said.offset ?? at + before.length],
        ),
        saidName,
        extra,
        Buffer.from(part.comment ?? ''),
      ]),
    );
    chunks.push(before, local, data, tail);
    at += before.length + local.length + data.length + tail.length;
  }
  const directory = Buffer.concat(records);
  const start = at + beforeDirectory.length;
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, directory.length], [4, start], [2, comment.length]);
  return Buffer.concat([...chunks, beforeDirectory, directory, end, Buffer.from(comment, 'latin1')]);
}

const triple = ([a, b, c]: readonly [number, number, number]): [number, number][] => [
  [4, a],
  [4, b],
  [4, c],
];

/** Little-endian numbers of so many bytes. */
function numbers(...fields: readonly (readonly [number, number])[]): Buffer {
  return Buffer.concat(
    fields.map(([size, value]) => {
      const bytes = Buffer.alloc(size);
      bytes.writeUIntLE(value, 0, size);
      return bytes;
    }),
  );
}

/** An extra field. */
export const extraField = (id: number, data: Uint8Array): Buffer => Buffer.concat([numbers([2, id], [2, data.length]), data]);
