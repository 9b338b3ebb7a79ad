import fc from 'fast-check';
import { compileOrganisations, type OrganisationRule } from './organisations';

const unit = (code: string, more: Partial<OrganisationRule> = {}): OrganisationRule => ({
  code,
  aliases: [],
  name: { vi: code, en: code },
  into: [],
  ...more,
});

const tree = [
  unit('H26.00.004', { from: '2025-07-01', aliases: ['000.04.A1.H26'] }),
  unit('H26.00.008', { from: '2025-07-01', until: '2028-01-01', into: ['H26.00.004'] }),
  unit('000.05.51.H26', { until: '2025-07-01', into: ['H26.00.008'] }),
  unit('000.07.51.H26', { until: '2025-07-01', into: ['H26.00.004', 'H26.00.008'] }),
  unit('000.08.51.H26', { until: '2025-07-01', into: ['H26.00.004', 'H26.00.008'], heir: 'H26.00.008' }),
  unit('000.00.51.H26', { until: '2025-07-01' }),
];
const resolve = compileOrganisations(tree);
const at = (local: string): Date => new Date(`${local}+07:00`);
const said = (code: string, when?: Date): unknown => {
  const found = resolve(code, when);
  if (found?.kind === 'merged') return `${found.organisation.code} → ${found.mergedInto} (${found.code}) on ${found.on}`;
  return found && `${found.organisation.code} ${found.kind}`;
};

describe('a code stands for', () => {
  it.each([
    ['000.05.51.H26', '2025-06-30T23:59:59', '000.05.51.H26 current'],
    ['000.05.51.H26', '2025-07-01T00:00:00', '000.05.51.H26 → H26.00.008 (H26.00.008) on 2025-07-01'],
    ['000.05.51.H26', '2028-01-01T00:00:00', '000.05.51.H26 → H26.00.008 (H26.00.004) on 2025-07-01'],
    ['000.07.51.H26', '2026-01-01T00:00:00', '000.07.51.H26 divided'],
    ['000.08.51.H26', '2026-01-01T00:00:00', '000.08.51.H26 → H26.00.008 (H26.00.008) on 2025-07-01'],
    ['000.00.51.H26', '2026-01-01T00:00:00', '000.00.51.H26 ended'],
    ['H26.00.004', '2025-06-30T23:59:59', 'H26.00.004 not-yet'],
    ['000.04.A1.H26', '2025-07-01T00:00:00', 'H26.00.004 current'],
    ['H26.99', '2025-07-01T00:00:00', undefined],
  ])('%s at %s: %s', (code, when, expected) => {
    expect(said(code, at(when))).toBe(expected);
  });

  it('without an instant the newest state', () => {
    expect(said('000.05.51.H26')).toBe('000.05.51.H26 → H26.00.008 (H26.00.004) on 2025-07-01');
  });
});

it('whoever is resolved is there at that instant, and is named as it was named', () => {
  const instant = fc
    .integer({ min: at('2024-01-01T00:00:00').getTime(), max: at('2030-01-01T00:00:00').getTime() })
    .map((ms) => new Date(ms));
  fc.assert(
    fc.property(fc.constantFrom(...tree), instant, ({ code }, when) => {
      const found = resolve(code, when);
      expect(found?.organisation.code).toBe(code);
      if (found?.kind === 'merged') expect(resolve(found.code, when)).toMatchObject({ kind: 'current', code: found.code });
    }),
  );
});
