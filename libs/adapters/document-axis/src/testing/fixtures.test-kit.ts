import type { Renderable } from '@lienthong/adapter-kit';
import type { RawMessage } from '@lienthong/message';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { edxmlType, read } from '../read';

/** A file of `fixtures/`, byte for byte. */
export const fixture = (name: string): Buffer => readFileSync(join(__dirname, '../../fixtures', name));

export const rawOf = (bytes: Uint8Array, change: Partial<RawMessage> = {}): RawMessage => ({
  connector: 'document-axis',
  subject: '',
  contentType: edxmlType,
  attributes: {},
  payload: bytes,
  ...change,
});

export function renderableOf(bytes: Uint8Array): Renderable {
  const raw = rawOf(bytes);
  const { envelope, data } = read(raw);
  return { envelope, data, raw };
}
