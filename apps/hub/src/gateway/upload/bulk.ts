/** Bytes of one part of a request: small ones in memory, large ones in a private file that the request's end removes. */
export type Bulk =
  { readonly kind: 'bytes'; readonly bytes: Uint8Array } | { readonly kind: 'file'; readonly path: string; readonly size: number };

export const inMemory = (bytes: Uint8Array): Bulk => ({ kind: 'bytes', bytes });

/** Of all parts of one request together; what comes beyond it goes to disk. */
export const memoryBytes = 1024 ** 2;
