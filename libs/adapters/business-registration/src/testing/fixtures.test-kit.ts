import { readCloudEvent, type Renderable } from '@lienthong/adapter-kit';
import type { RawMessage } from '@lienthong/message';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attributeNames, changeMessage, registryType } from '../raw';

/** A file of `fixtures/` without its last line end. */
export const fixture = (name: string): string => readFileSync(join(__dirname, '../../fixtures', name), 'utf8').trimEnd();

export const party = '000.99.20.H26';

/** A row of the changes as the source hands it on. */
export const changeRaw = (change: object = {}): RawMessage => ({
  connector: 'business-registration',
  ...changeMessage({ ...(JSON.parse(fixture('change.json')) as object), ...change }, party, 65_536),
});

/** An answer as the sink hands it on. */
export const detailsRaw = (payload = fixture('found.json'), change: Readonly<Record<string, string>> = {}): RawMessage => ({
  connector: 'business-registration',
  subject: '',
  contentType: registryType,
  attributes: {
    [attributeNames.kind]: 'details',
    [attributeNames.party]: party,
    [attributeNames.id]: 're-m-1',
    [attributeNames.code]: '9900000016',
    [attributeNames.requestId]: 'mc-tra-cuu-000001',
    [attributeNames.requestSource]: '000.99.02.H26',
    [attributeNames.toldAt]: '2026-11-23T01:00:00.000Z',
    [attributeNames.toldBy]: 'cache',
    [attributeNames.answeredAt]: '2026-11-23T01:01:30.000Z',
    ...change,
  },
  payload: Buffer.from(payload),
});

export function renderableOf(text: string): Renderable {
  const raw: RawMessage = {
    connector: 'one-stop',
    subject: '',
    contentType: 'application/cloudevents+json; charset=utf-8',
    attributes: {},
    payload: Buffer.from(text),
  };
  const { envelope, data } = readCloudEvent(raw);
  return { envelope, data, raw };
}
