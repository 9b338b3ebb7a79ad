import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, 'samples');

/** Made by the national Java library, with what it reads back. Offices, people and texts are invented. */
export const sampleNames = [
  '01-new-one-receiver',
  '02-new-many-receivers',
  '03-reply',
  '04-dossier',
  '05-recall',
  '06-update',
  '07-replacement',
  '08-status-accepted',
  '09-status-refused',
  '10-signed',
] as const;

export type SampleName = (typeof sampleNames)[number];

export const sample = (name: SampleName): Buffer => readFileSync(join(folder, `${name}.edxml`));

export function expected(name: SampleName): object {
  const { read } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { read: Record<string, Record<string, unknown>> };
  // notes of whoever made them
  const { sdk: _sdk, check: _check, ...fields } = read[`${name}.edxml`] ?? {};
  return fields;
}

/** A sample with pieces of its text replaced; a piece that is not there is a mistake of the test. */
export function changed(name: SampleName, ...changes: readonly (readonly [from: string | RegExp, to: string])[]): Buffer {
  let text = sample(name).toString('utf8');
  for (const [from, to] of changes) {
    const next = text.replace(from, () => to);
    if (next === text) throw new Error(`nothing to change: ${String(from)}`);
    text = next;
  }
  return Buffer.from(text, 'utf8');
}
