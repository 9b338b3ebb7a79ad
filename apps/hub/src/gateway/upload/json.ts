import type { IncomingMessage } from 'node:http';
import { Failure, isRecord, parseJson } from '@lienthong/message';
import { Refusal } from '../refusal';
import { readBody } from './body';
import { type Bulk, inMemory, memoryBytes } from './bulk';
import { type Expected, type Parcel, mostSmall, textBytes } from './parcel';
import { shown } from './multipart';
import type { Spool } from './spool';

/** A body in memory: what `memoryBytes` become in base64, and as much again for what stands beside. Larger files come as a form. */
export const jsonBytes = Math.ceil((memoryBytes * 4) / 3) + 256 * 1024;

/** Members of the same names as the parts of a form: texts as they are, bytes in base64, several in an array. @throws Refusal, Gone */
export async function readJson(request: IncomingMessage, expected: Expected, spool: Pick<Spool, 'hold'>): Promise<Parcel> {
  const value = parsed(await readBody(request, spool, jsonBytes));
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
