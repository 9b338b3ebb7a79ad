import type { Figures } from '../check/model';
import { Progress } from './progress';
import { findingsOf, tableOf } from './table';

const figures: Figures = {
  ...{
    submitted: 9,
    accepted: 5,
    recorded: 4,
    delivered: 4,
    duplicates: 1,
    refused: 4,
    refusedByCode: { 'signature.invalid': 3, 'type.unknown': 1 },
  },
  ...{ lost: 0, doubled: 0, outOfOrder: 2, wronglyRefused: 0, wronglyAccepted: 0, wrongReason: 0, parked: 0 },
  ...{ receipts: 8, receiptsInvalid: 0, scenarios: 6, scenariosFailed: 0, seconds: 3.2, seed: 7 },
};

describe('the table', () => {
  it('shows every figure with the reasons of refusal in the reader’s language', () => {
    const [vi, en] = [tableOf(figures, 'vi'), tableOf(figures, 'en')];
    expect(vi).toMatch(/Chữ ký không khớp nội dung \[signature.invalid\] +│ +3/);
    expect(vi).toMatch(/Sai thứ tự +│ +2/);
    expect(en).toMatch(/Out of order +│ +2/);
    expect(en.indexOf('signature.invalid')).toBeLessThan(en.indexOf('type.unknown'));
  });

  it('names some places of each fault', () => {
    const findings = Array.from({ length: 9 }, (_, n) => ({ figure: 'lost' as const, n: n + 1, what: 'gone' }));
    expect(findingsOf(findings, 'en', 2)).toBe('Lost #1: gone\nLost #2: gone\n');
  });
});

describe('progress', () => {
  it('has one line a step with seconds, its mark and its prefix, and reminds of long ones', async () => {
    let now = 0;
    const lines: string[] = [];
    const progress = new Progress({ lang: 'en', write: (text) => lines.push(text), prefix: '# ', clock: () => now, remind: 20 });
    await progress.step('kafka', async (say) => {
      now = 2_500;
      say('half');
      await new Promise((resolve) => setTimeout(resolve, 30));
    });
    await expect(progress.step('hub', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(lines).toEqual([
      '#    2.5 s … Starting Kafka (half)\n',
      '#    2.5 s ✓ Starting Kafka (2.5 s)\n',
      '#    2.5 s ✗ Starting the hub\n',
    ]);
  });
});
