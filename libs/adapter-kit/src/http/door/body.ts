import type { IncomingMessage } from 'node:http';

const lingerMs = 1_000;

/** `too large`: more than `most` bytes are declared or come. */
export function readBody(request: IncomingMessage, most: number): Promise<Buffer | 'too large' | 'broken off'> {
  if (Number(request.headers['content-length'] ?? 0) > most) return Promise.resolve('too large');
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= most) return;
      request.off('data', take);
      resolve('too large');
    };
    request.on('data', take);
    request.once('end', () => resolve(whole(chunks)));
    // after `end` it is too late to matter
    request.once('close', () => resolve('broken off'));
    request.on('error', () => resolve('broken off'));
  });
}

/** Closing a connection with unread bytes would reset it and take the answer along: the rest is thrown away for a moment. */
export function throwAwayRest(request: IncomingMessage): void {
  request.resume();
  if (request.complete) return;
  const cut = setTimeout(() => request.destroy(), lingerMs);
  request.once('close', () => clearTimeout(cut));
}

const whole = (chunks: readonly Buffer[]): Buffer => (chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
