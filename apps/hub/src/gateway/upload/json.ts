import type { IncomingMessage } from 'node:http';
import { Failure, isRecord, parseJson } from '@lienthong/message';
import { Gone, Refusal } from '../refusal';
import { type Bulk, inMemory, memoryBytes } from './bulk';
import { type Expected, type Parcel, mostSmall, textBytes } from './parcel';
import { shown } from './multipart';
import type { Spool } from './spool';

/** A body in memory: what `memoryBytes` become in base64, and as much again for what stands beside. Larger files come as a form. */
export const jsonBytes = Math.ceil((memoryBytes * 4) / 3) + 256 * 1024;

/** Members of the same names as the parts of a form: texts as they are, bytes in base64, several in an array. @throws Refusal, Gone */
export async function readJson(request: IncomingMessage, expected: Expected, spool: Pick<Spool, 'hold'>): Promise<Parcel> {
  const value = parsed(await bodyOf(request, spool));
  const texts = new Map<string, string>();
  const bulks = new Map<string, readonly Bulk[]>();
  for (const [name, member] of Object.entries(value)) {
    if (expected.texts.includes(name)) texts.set(name, textIn(name, member));
    else if (expected.large.includes(name)) bulks.set(name, [bytesIn(name, member)]);
    else if (expected.small.includes(name)) bulks.set(name, listIn(name, member));
    else throw new Refusal('gateway.field', shown(name));
  }
  return { texts, bulks };
}

async function bodyOf(request: IncomingMessage, spool: Pick<Spool, 'hold'>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    // the connection is still needed for the answer
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > jsonBytes) break;
      spool.hold(chunk.length);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Gone('the caller left during the upload', { cause });
  }
  if (size > jsonBytes) throw new Refusal('gateway.too-large', `application/json: ${jsonBytes} bytes`);
  return Buffer.concat(chunks);
}

function parsed(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value = parseJson(body);
    if (isRecord(value)) return value;
  } catch (cause) {
    if (!(cause instanceof Failure)) throw cause;
    throw new Refusal('gateway.malformed', 'JSON', { cause });
  }
  throw new Refusal('gateway.malformed', 'JSON: not an object');
}

function textIn(name: string, member: unknown): string {
  const text = typeof member === 'boolean' ? String(member) : member;
  if (typeof text !== 'string' || text.length > textBytes) throw new Refusal('gateway.field', name);
  return text;
}

/** RFC 4648 §4 in its one canonical form. */
function bytesIn(name: string, member: unknown): Bulk {
  if (typeof member !== 'string') throw new Refusal('gateway.field', name);
  const bytes = Buffer.from(member, 'base64');
  if (bytes.toString('base64') !== member) throw new Refusal('gateway.field', `${name}: not base64`);
  return inMemory(bytes);
}

function listIn(name: string, member: unknown): Bulk[] {
  const list: readonly unknown[] = Array.isArray(member) ? member : [member];
  if (list.length > mostSmall) throw new Refusal('gateway.field', name);
  return list.map((one) => bytesIn(name, one));
}
