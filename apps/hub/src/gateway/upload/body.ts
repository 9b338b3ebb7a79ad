import type { IncomingMessage } from 'node:http';
import { Gone, Refusal } from '../refusal';
import type { Spool } from './spool';

/** A whole body in memory, of `most` bytes. @throws Refusal, Gone */
export async function readBody(request: IncomingMessage, spool: Pick<Spool, 'hold'>, most: number): Promise<Buffer> {
  const { headers } = request;
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) throw new Refusal('gateway.length-required');
  if (headers['content-encoding'] !== undefined) throw new Refusal('gateway.content-type', 'Content-Encoding');
  const chunks: Buffer[] = [];
  let size = Number(headers['content-length'] ?? 0);
  if (size > most) throw tooLarge(most);
  size = 0;
  try {
    // the connection is still needed for the answer
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) break;
      spool.hold(chunk.length);
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof Refusal) throw cause;
    throw new Gone('the caller left during the upload', { cause });
  }
  if (size > most) throw tooLarge(most);
  return Buffer.concat(chunks);
}

const tooLarge = (most: number): Refusal => new Refusal('gateway.too-large', `${most} bytes`);
