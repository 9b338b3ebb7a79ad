import type { IncomingMessage } from 'node:http';
import { Refusal } from '../refusal';
import { jsonBytes, readJson } from '../upload/json';
import { readMultipart } from '../upload/multipart';
import { type Expected, type Parcel, allBytes } from '../upload/parcel';
import type { Spool } from '../upload/spool';
import { whileThere } from './while-there';

/** What form stands around the bytes of a part, at most. */
const formBytes = 64 * 1024;

/**
 * Reads a request's body as what it says it is, has it worked on, and forgets it; `gone` when the caller leaves meanwhile.
 * @throws Refusal, Gone, or what `work` throws
 */
export async function receive<T>(
  request: IncomingMessage,
  spool: Spool,
  expected: Expected,
  work: (parcel: Parcel, gone: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    const type = mediaTypeOf(request);
    mustFit(request, type, expected);
    const parcel = await (type === 'application/json' ? readJson(request, expected, spool) : readMultipart(request, expected, spool));
    return await whileThere(request, (gone) => work(parcel, gone));
  } finally {
    await spool.release();
  }
}

function mediaTypeOf({ headers }: IncomingMessage): 'application/json' | 'multipart/form-data' {
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) throw new Refusal('gateway.length-required');
  if (headers['content-encoding'] !== undefined) throw new Refusal('gateway.content-type', 'Content-Encoding');
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  if (type === 'application/json' || type === 'multipart/form-data') return type;
  throw new Refusal('gateway.content-type');
}

/** What says that it is too large need not come first. */
function mustFit({ headers }: IncomingMessage, type: string, expected: Expected): void {
  const most = type === 'application/json' ? jsonBytes : allBytes(expected) + formBytes;
  if (Number(headers['content-length'] ?? 0) > most) throw new Refusal('gateway.too-large', type);
}
