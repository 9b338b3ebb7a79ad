import { readCloudEvent, type Renderable } from '@lienthong/adapter-kit';
import type { RawMessage } from '@lienthong/message';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of `fixtures/` without its last line end. */
export const fixture = (name: string): string => readFileSync(join(__dirname, '../../fixtures', name), 'utf8').trimEnd();

export const rawOf = (text: string, change: Partial<RawMessage> = {}): RawMessage => ({
  connector: 'power',
  subject: '',
  contentType: 'application/cloudevents+json; charset=utf-8',
  attributes: { 'jws-signature': 'eyJ9..c2ln' },
  payload: Buffer.from(text),
  ...change,
});

export function renderableOf(text: string): Renderable {
  const raw = rawOf(text);
  const { envelope, data } = readCloudEvent(raw);
  return { envelope, data, raw };
}
