import { CommandError } from '../complaint/command-error';
import { type Sides, sideOf } from './lane-side';

const inLane = { side: 'in', code: 'route.missing' } as const;
const outLane = { side: 'out', code: 'delivery.refused' } as const;

function unclear(standing: Parameters<typeof sideOf>[1], asked: Sides): Record<'vi' | 'en', string> {
  try {
    sideOf('portal|D1', standing, asked);
  } catch (error) {
    if (error instanceof CommandError) return { vi: error.placeIn('vi'), en: error.placeIn('en') };
    throw error;
  }
  throw new Error('nothing was unclear');
}

describe('sideOf', () => {
  it('asks which, where an in-lane and an out-lane of that name stand, and names both with their causes', () => {
    const words = unclear([inLane, outLane], {});
    for (const said of [words.vi, words.en])
      for (const part of ['portal|D1', 'route.missing', 'delivery.refused', '--in', '--out']) expect(said).toContain(part);
    expect(unclear([inLane, outLane], { in: true, out: true }).en).toBe('Choose one: --in or --out');
  });

  it('takes the side that is said, or the only one that stands', () => {
    expect(sideOf('portal|D1', [inLane, outLane], { in: true })).toBe('in');
    expect(sideOf('portal|D1', [inLane, outLane], { out: true })).toBe('out');
    expect(sideOf('portal|D1', [outLane], {})).toBe('out');
    expect(sideOf('portal|D1', [inLane], {})).toBe('in');
  });

  it('never acts on the other side than the one said', () => {
    expect(unclear([outLane], { in: true }).en).toBe('No in-lane named portal|D1 stands');
    expect(unclear([], {}).en).toBe('No lane named portal|D1 stands');
  });
});
