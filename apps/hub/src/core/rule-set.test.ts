import type { RulesContent } from '@lienthong/config';
import type { DocumentType } from '@lienthong/documents';
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

describe('what a connector may vouch for', () => {
  const connector = { name: 'axis', adapter: 'x', zone: 'axis', parties: ['portal', 'old'], config: {} };
  const asserted = [
    { sender: 'old', types: ['a.open', 'a.legal'] },
    { sender: 'portal', types: ['a.open'] },
  ];
  const bindings = [{ sha256: 'f', party: 'portal', until: '2026-01-01T00:00:00Z' }];
  const documents: DocumentType[] = [
    { version: 'a/1', types: ['a.open', 'a.legal'], signedTypes: ['a.legal'], check: () => undefined, contentDigest: () => Buffer.of() },
  ];
  const may = (more: object, ...[sender, type, at = '2025-01-01T00:00:00Z']: readonly string[]): boolean =>
    ruleSet({
      version: 1,
      content: { ...content, bindings, connectors: [{ ...connector, ...more }] },
      adapters: {},
      documents,
      judge,
    }).senders.mayAssert(...(['axis', sender ?? '', type ?? '', new Date(at)] as const));

  it('is nothing unless it is written down, for one sender and type', () => {
    expect(may({}, 'old', 'a.open')).toBe(false);
    expect(may({ asserted }, 'old', 'a.open')).toBe(true);
    expect(may({ asserted }, 'new', 'a.open')).toBe(false);
    expect(may({ asserted, name: 'other' }, 'old', 'a.open')).toBe(false);
  });

  it('is never a type that only its sender may state, nor of a sender who has a certificate at that time', () => {
    expect(may({ asserted }, 'old', 'a.legal')).toBe(false);
    expect(may({ asserted }, 'portal', 'a.open')).toBe(false);
    expect(may({ asserted }, 'portal', 'a.open', '2026-01-01T00:00:00Z')).toBe(true);
    const ofSuccessor = [{ sender: 'new', types: ['a.open'] }];
    expect(may({ asserted: ofSuccessor }, 'new', 'a.open', '2025-08-01T00:00:00Z')).toBe(true);
    expect(may({ asserted: ofSuccessor }, 'old', 'a.open', '2025-08-01T00:00:00Z')).toBe(false);
  });
});

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
