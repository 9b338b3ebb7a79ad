import type { RulesContent } from '@lienthong/config';
import { ruleSet } from './rule-set';

const party = (code: string) => ({ code, aliases: [], name: { vi: code, en: code }, kind: 'ward', suspended: false });
const organisation = (code: string, more: object) => ({ code, aliases: [], name: { vi: code, en: code }, into: [], ...more });

/** A ward of the old map, the one that it was merged into, and the portal that writes to both. */
const content: RulesContent = {
  parties: ['portal', 'old', 'new'].map(party),
  bindings: [],
  agreements: [{ id: 'wards', sender: 'portal', types: ['dossier.submitted'], receivers: ['old', 'new'], onlyNamed: true }],
  routes: [],
  connectors: [],
  roots: [],
  documents: { messageBytes: 1, clockSkew: 1, seenDays: 1, onUnavailable: 'park' },
  organisations: [
    organisation('old', { until: '2025-07-01', into: ['new'] }),
    organisation('new', { from: '2025-07-01', aliases: ['000.01.01.H26'] }),
  ],
};
const judge = () => {
  throw new Error('nothing is signed here');
};
const { agreements } = ruleSet({ version: 1, content, adapters: {}, documents: [], judge });

describe('when a message is taken in decides whom it is for', () => {
  it.each([
    ['2025-06-30T23:59:59+07:00', 'old', 'old'],
    ['2025-07-01T00:00:00+07:00', 'old', 'new'],
    ['2025-07-01T00:00:00+07:00', '000.01.01.H26', 'new'],
  ])('at %s %s is %s', (at, receiver, code) => {
    expect(agreements.party(receiver, new Date(at))?.code).toBe(code);
    expect(agreements.allows('portal', 'dossier.submitted', [receiver], new Date(at))).toEqual([code]);
  });

  it('a ward that is not there yet is nobody', () => {
    expect(agreements.party('new', new Date('2025-06-30T23:59:59+07:00'))).toBeUndefined();
  });

  it('what names nobody goes to those who are there', () => {
    const [agreement] = content.agreements;
    const rules = { ...content, agreements: agreement ? [{ ...agreement, onlyNamed: false }] : [] };
    const standing = ruleSet({ version: 1, content: rules, adapters: {}, documents: [], judge }).agreements;
    expect(standing.allows('portal', 'dossier.submitted', [], new Date('2025-06-30T00:00:00Z'))).toEqual(['old']);
    expect(standing.allows('portal', 'dossier.submitted', [], new Date('2025-07-01T00:00:00Z'))).toEqual(['new']);
  });

  it('what is only for those named goes to nobody unnamed', () => {
    expect(agreements.allows('portal', 'dossier.submitted', [], new Date('2026-01-01T00:00:00Z'))).toBeUndefined();
  });
});
