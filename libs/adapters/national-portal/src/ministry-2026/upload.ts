import { unreadableAnswer } from '@lienthong/adapter-kit';
import { Failure, isRecord, later } from '@lienthong/message';
import type { Pull } from '../files/pull';
import type { PlannedFile } from '../plan';
import type { Portal2026 } from './client';

/** A file as the portal keeps it. */
export interface Uploaded {
  readonly IdTepTin: string;
  readonly HashTepTin: string;
}

/** Each file once, by our id: pulled from its store, checked against its digest, uploaded. */
export async function uploadAll(
  files: readonly PlannedFile[],
  { portal, pull }: { readonly portal: Portal2026; readonly pull: Pull },
  stop: AbortSignal,
): Promise<ReadonlyMap<string, Uploaded>> {
  const uploaded = new Map<string, Uploaded>();
  for (const file of files) {
    const bytes = await pull(file, stop);
    // a file that is uploaded twice belongs to no dossier until one names it
    const answer = await portal.upload(file.name, bytes, stop).catch(again);
    uploaded.set(file.id, read(answer.data, file.sha256));
  }
  return uploaded;
}

const again = (cause: unknown): never => {
  if (cause instanceof Failure && cause.kind === 'ambiguous') throw later('delivery.failed', { step: 'upload' }, cause);
  throw cause;
};

/** A hash that looks like SHA-256 must be the file's; of any other the algorithm is not known. */
function read(data: unknown, sha256: string): Uploaded {
  const first: unknown = Array.isArray(data) ? data[0] : data;
  const { IdTepTin, HashTepTin } = isRecord(first) ? first : {};
  const id = typeof IdTepTin === 'number' ? String(IdTepTin) : IdTepTin;
  if (typeof id !== 'string' || id === '' || typeof HashTepTin !== 'string') throw unreadableAnswer({ step: 'upload' });
  if (/^[0-9a-f]{64}$/i.test(HashTepTin) && HashTepTin.toLowerCase() !== sha256)
    throw later('delivery.failed', { step: 'upload', reason: 'the portal got another file: its SHA-256 differs' });
  return { IdTepTin: id, HashTepTin };
}
