import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawMessage } from '@lienthong/message';
import { readCloudEvent } from '../cloudevents';
import type { Renderable } from '../contract';

/** Samples of an adapter whose system speaks CloudEvents: files of its folder `fixtures/`. */
export interface Fixtures {
  /** The file's text without its last line end. */
  fixture(name: string): string;
  rawOf(text: string, change?: Partial<RawMessage>): RawMessage;
  renderableOf(text: string): Renderable;
}

export function fixturesIn(dir: string, connector: string): Fixtures {
  const rawOf = (text: string, change: Partial<RawMessage> = {}): RawMessage => ({
    connector,
    subject: '',
    contentType: 'application/cloudevents+json; charset=utf-8',
    attributes: { 'jws-signature': 'eyJ9..c2ln' },
    payload: Buffer.from(text),
    ...change,
  });
  return {
    fixture: (name) => readFileSync(join(dir, name), 'utf8').trimEnd(),
    rawOf,
    renderableOf(text) {
      const raw = rawOf(text);
      return { ...readCloudEvent(raw), raw };
    },
  };
}
