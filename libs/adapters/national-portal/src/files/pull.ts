import { type HttpClient, lookupFailure, statusFailure } from '@lienthong/adapter-kit';
import { Failure, later, refuse } from '@lienthong/message';
import { createHash } from 'node:crypto';
import type { FilesConfig } from '../config';
import { isAllowed, type LinkedFile } from './links';

export type Pull = (file: LinkedFile, stop?: AbortSignal) => Promise<Uint8Array>;

const atOnce = 4;

/**
 * Fetches a file whole, at most four at a time, and gives it only when its digest is the one that the dossier names. Throws `Failure`:
 * permanent when the store is not allowed, the file is too large, gone or another one; transient otherwise.
 */
export function pulling({ allow, maxSize }: FilesConfig, http: HttpClient): Pull {
  const turn = turns(atOnce);
  return (file, stop) => turn(() => pull(file, stop));

  async function pull({ url, sha256 }: LinkedFile, signal?: AbortSignal): Promise<Uint8Array> {
    if (!isAllowed(allow, url)) throw refuse('delivery.refused', { reason: 'the store of a file is not in files.allow' });
    const store = new URL(url).host;
    const response = await http
      .request({ method: 'GET', url, signal, maxResponseBytes: maxSize })
      .catch((cause: unknown) => Promise.reject(tooLarge(cause, store) ?? lookupFailure('file', cause)));
    const failure = statusFailure(response);
    if (failure?.kind === 'permanent')
      throw refuse('delivery.refused', { ...failure.detail, reason: 'the store does not have a file', store });
    if (failure) throw later('delivery.failed', { ...failure.detail, reason: 'the store does not give a file', store });
    if (createHash('sha256').update(response.body).digest('hex') === sha256) return response.body;
    throw refuse('delivery.refused', { reason: 'the store gives another file than the dossier names: its SHA-256 differs', store });
  }
}

const tooLarge = (cause: unknown, store: string) =>
  cause instanceof Failure && cause.detail['reason'] === 'answer too large'
    ? refuse('delivery.refused', { reason: 'a file is larger than files.maxSize', store })
    : undefined;

/** At most `most` at the same time, the others in the order in which they came. */
function turns(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = most;
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((next) => waiting.push(next));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
