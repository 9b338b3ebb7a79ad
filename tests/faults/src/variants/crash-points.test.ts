import { crashPoints, crashing, quarantinePoints } from './crash-points';

const all = [...crashPoints, ...quarantinePoints];

describe('crash points', () => {
  it('stand before, inside or after each of the nine steps, of settling, intake and delivery', () => {
    const steps = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(
      (step) => all.filter(({ name }) => new RegExp(`^(before-|after-)?${step}-`).test(name)).length,
    );
    expect(steps.filter((count) => count === 0)).toEqual([]);
    for (const stem of ['settle-', 'intake-', 'deliver-', 'report-', 'quarantine-'])
      expect(all.filter(({ name }) => name.startsWith(stem))).not.toEqual([]);
  });

  it('have one name each in a role, and each name one place in the code', () => {
    expect(new Set(all.map(({ name, role }) => `${role} ${name}`)).size).toBe(all.length);
    const code = crashing.map((change) => ('find' in change ? change.replace : '')).join('\n');
    const placed = [...code.matchAll(/crashPoint\("([^"]+)"\)/g)].map(([, name]) => name);
    expect(placed.sort()).toEqual([...new Set(all.map(({ name }) => name))].sort());
  });
});
