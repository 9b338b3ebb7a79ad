import fc from 'fast-check';
import type { StatusCode } from './model';
import { isStatus, isTerminal, mayFollow, statuses } from './statuses';

const codes = Object.keys(statuses) as StatusCode[];
const status = fc.constantFrom(...codes);

describe('statuses', () => {
  it('are ten, each with its names', () => {
    expect(codes.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 10 }, (_, i) => String(i + 1)));
    for (const { vi, en } of Object.values(statuses)) expect(vi && en).toBeTruthy();
  });

  it.each(['0', '11', '', '01', 'toString', '__proto__'])('know no %j', (text) => {
    expect(isStatus(text)).toBe(false);
  });

  it('end in 3, 7, 8 and 10 only', () => {
    expect(codes.filter(isTerminal).toSorted()).toEqual(['10', '3', '7', '8']);
  });
});

describe('transitions', () => {
  it('lead nowhere from an end, and to 1 from nowhere', () => {
    fc.assert(
      fc.property(status, status, (from, to) => {
        if (isTerminal(from) || to === '1') expect(mayFollow(from, to)).toBe(false);
      }),
    );
  });

  it('bring every dossier on its way to an end', () => {
    const reaches = (from: StatusCode, seen: ReadonlySet<StatusCode> = new Set()): boolean =>
      isTerminal(from) || statuses[from].next.some((to) => !seen.has(to) && reaches(to, new Set([...seen, from])));
    fc.assert(fc.property(status, (from) => reaches(from)));
  });

  it('skip over no step, although older systems do', () => {
    for (const [from, to] of [
      ['1', '4'],
      ['4', '10'],
      ['1', '9'],
    ] as const)
      expect(mayFollow(from, to)).toBe(false);
  });
});
