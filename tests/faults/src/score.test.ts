import { verdictOf } from './check/figures';
import { Score } from './score';

const clean = { lost: 0, phantom: 0, doubled: 0, reordered: 0, stuck: 0, unverifiable: 0 };

it('adds up, and counts the submissions of a town once', () => {
  const score = new Score();
  score.judged('/a', 1, verdictOf(100, []));
  score.judged('/a', 3, verdictOf(250, []));
  score.judged('/b', 1, verdictOf(40, []));
  score.sabotage(true);
  expect([score.passed, score.result]).toEqual([true, { submitted: 290, ...clean, faults: 5, sabotageCaught: 1, sabotageMissed: 0 }]);
});

it.each<[string, (score: Score) => void]>([
  ['a finding', (score) => score.judged('/a', 1, verdictOf(1, [{ figure: 'stuck', n: 0, what: 'x' }]))],
  ['a sabotage that was not caught', (score) => score.sabotage(false)],
  ['a fault that could not be made', (score) => score.failed()],
])('does not pass with %s', (_, happen) => {
  const score = new Score();
  score.judged('/b', 1, verdictOf(1, []));
  happen(score);
  expect(score.passed).toBe(false);
});

it('does not pass when nothing was tried', () => {
  expect(new Score().passed).toBe(false);
});
