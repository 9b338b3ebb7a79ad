import { UnreadableError } from '../verdict/found';
import { header } from './der';

/** An open constructed element; `end` is absent while its length is indefinite. */
interface Frame {
  readonly tag: number;
  /** Where its header goes in the output. */
  readonly slot: number;
  readonly end?: number;
  size: number;
}

const maxBytes = 128 * 1024 * 1024;
const maxElements = 200_000;
const maxDepth = 32;
const octetString = 0x04;
const joined = 0x24;
const constructed = 0x20;
const nothing = new Uint8Array();

/**
 * The first element of `bytes` with every length definite and minimal and every OCTET STRING in one piece (X.690 §10), and how many bytes of
 * the input it took. What is DER already stays where it is. SETs keep their order, so what a signature covers is put in order by its reader.
 * Constructed strings of other types are refused. Nothing recurses; 128 MiB, a depth of 32, and 200,000 elements where it is not DER, are
 * the limits.
 */
export function toDer(bytes: Uint8Array): { readonly der: Uint8Array; readonly used: number } {
  if (bytes.length > maxBytes) throw new UnreadableError('unsupported', 'cms.too-large', `reading CMS: larger than ${maxBytes} bytes`);
  const first = readHeader(bytes, 0, bytes.length);
  if (first.end !== undefined && first.minimal && first.tag !== joined && isDer(bytes, 0, first.end))
    return { der: bytes.subarray(0, first.end), used: first.end };
  return convert(bytes);
}

function convert(bytes: Uint8Array): { der: Uint8Array; used: number } {
  const out: Uint8Array[] = [];
  const stack: Frame[] = [];
  let count = 0;
  let at = 0;
  do {
    const top = stack.at(-1);
    if (top && isOver(bytes, at, top)) {
      if (top.end === undefined) at += 2;
      stack.pop();
      close(top, stack.at(-1), out);
      continue;
    }
    if (++count > maxElements) throw new UnreadableError('unsupported', 'cms.too-large', `reading CMS: more than ${maxElements} elements`);
    const { tag, start, end } = readHeader(bytes, at, top?.end ?? bytes.length);
    checkTag(tag, top);
    if (end !== undefined && top?.tag !== joined && isDer(bytes, at, end)) {
      append(out, top, bytes.subarray(at, end));
      at = end;
    } else if (end !== undefined && (tag & constructed) === 0) {
      const value = bytes.subarray(start, end);
      append(out, top, ...(top?.tag === joined ? [value] : [header(tag, value.length), value]));
      at = end;
    } else {
      if (stack.length === maxDepth) throw new UnreadableError('unsupported', 'cms.too-deep', `reading CMS: deeper than ${maxDepth}`);
      stack.push({ tag, slot: out.length, size: 0, ...(end !== undefined && { end }) });
      out.push(nothing);
      at = start;
    }
  } while (stack.length > 0);
  return { der: Buffer.concat(out), used: at };
}

/** Whether [at, limit) is DER throughout: lengths definite and minimal, strings in one piece. Allocates nothing. */
function isDer(bytes: Uint8Array, at: number, limit: number): boolean {
  const ends = new Float64Array(maxDepth + 1);
  let depth = 0;
  ends[0] = limit;
  for (let next = at; ;) {
    while (next === ends[depth]) if (--depth < 0) return true;
    const [tag = 0, first = 0x80] = [bytes[next], bytes[next + 1]];
    const isString = (tag & constructed) !== 0 && tag < 0x40 && tag !== 0x30 && tag !== 0x31;
    if (tag === 0 || (tag & 0x1f) === 0x1f || isString || first === 0x80 || first > 0x84) return false;
    let length = first;
    let start = next + 2;
    if (first > 0x80) {
      length = 0;
      for (const last = start + first - 0x80; start < last; start++) length = length * 256 + (bytes[start] ?? 0);
      if (length < 0x80 || length < 256 ** (first - 0x81)) return false;
    }
    const end = start + length;
    if (end > (ends[depth] ?? 0)) return false;
    next = end;
    if ((tag & constructed) === 0) continue;
    if (++depth > maxDepth) return false;
    ends[depth] = end;
    next = start;
  }
}

function isOver(bytes: Uint8Array, at: number, { end }: Frame): boolean {
  if (end !== undefined) return at === end;
  return bytes[at] === 0 && bytes[at + 1] === 0;
}

function append(out: Uint8Array[], frame: Frame | undefined, ...parts: readonly Uint8Array[]): void {
  out.push(...parts);
  if (frame) frame.size += parts.reduce((sum, part) => sum + part.length, 0);
}

/** Now its size is known; pieces inside pieces of an OCTET STRING have no header of their own. */
function close({ tag, slot, size }: Frame, parent: Frame | undefined, out: Uint8Array[]): void {
  const own = parent?.tag === joined ? nothing : header(tag === joined ? octetString : tag, size);
  out[slot] = own;
  if (parent) parent.size += own.length + size;
}

function checkTag(tag: number, parent: Frame | undefined): void {
  if (tag === 0) throw broken('end of contents where none belongs');
  if (parent?.tag === joined && tag !== octetString && tag !== joined) throw broken('a piece of an octet string that is none');
  const isUniversal = tag < 0x40;
  const isCollection = tag === 0x30 || tag === 0x31 || tag === joined;
  if (isUniversal && (tag & constructed) !== 0 && !isCollection)
    throw new UnreadableError('unsupported', 'cms.ber', `reading CMS: constructed element 0x${tag.toString(16)}`);
}

interface Header {
  readonly tag: number;
  readonly start: number;
  readonly end?: number;
  readonly minimal: boolean;
}

function readHeader(bytes: Uint8Array, at: number, limit: number): Header {
  const [tag, first] = [bytes[at], bytes[at + 1]];
  if (tag === undefined || first === undefined || at + 2 > limit) throw broken('cut off');
  if ((tag & 0x1f) === 0x1f) throw broken('tag number above 30');
  let start = at + 2;
  if (first === 0x80) {
    if ((tag & constructed) === 0) throw broken('indefinite length of a primitive element');
    return { tag, start, minimal: false };
  }
  let length = first & 0x7f;
  if (first > 0x80) {
    if (length > 8) throw broken('length of more than 8 octets');
    const octets = bytes.subarray(start, (start += length));
    length = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  }
  if (start + length > limit) throw broken('cut off');
  return { tag, start, end: start + length, minimal: header(tag, length).length === start - at };
}

const broken = (reason: string): UnreadableError => new UnreadableError('unreadable', 'cms.malformed', `reading CMS: ${reason}`);
