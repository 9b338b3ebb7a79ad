/// <reference types="jest" />
import type { Adapter } from '../contract';
import { describeReading } from './contract-reading';
import { describeSink } from './contract-sink';
import { describeSource } from './contract-source';
import type { AdapterSamples } from './samples';

/** What the hub relies on of every adapter. Each adapter's own test calls it with samples of its protocol. */
export function describeAdapter<Config>(adapter: Adapter<Config>, samples: AdapterSamples<Config>): void {
  describe(`adapter ${adapter.type}: contract`, () => {
    it('has a title in both languages', () => {
      expect(adapter.type).toMatch(/^[a-z][a-z-]{1,40}$/);
      expect(adapter.title.vi && adapter.title.en).toBeTruthy();
    });
    describeReading(adapter, samples);
    if (samples.sides.includes('sink')) describeSink(adapter, samples);
    if (samples.sides.includes('source')) describeSource(adapter, samples);
  });
}
