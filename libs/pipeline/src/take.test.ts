import { RulesChanged, Unstorable } from './errors';
import { take } from './take';
import { batch } from './testing/handed.test-kit';

const nothing = { recorded: 0, refused: 0, duplicates: 0, unverified: 0, parked: 0 };

it('rule: rules by version: decides again when the rules changed meanwhile, and hands on everything else', async () => {
  const answers = [new RulesChanged(), new RulesChanged(), undefined];
  const carry = () => {
    const error = answers.shift();
    return error ? Promise.reject(error) : Promise.resolve(nothing);
  };
  const never = () => Promise.reject(new Error('quarantined'));
  await take(batch(2), { carry }, never);
  expect(answers).toEqual([]);
  await expect(take(batch(2), { carry: () => Promise.reject(new Error('database away')) }, never)).rejects.toThrow('database away');
});

it('quarantines what cannot be stored, with the error as its cause', async () => {
  const cause = new Error('22P05');
  const one = batch(1);
  const quarantined: unknown[] = [];
  const carry = () => Promise.reject(new Unstorable('a row', { cause }));
  await take(one, { carry }, async (...message) => void quarantined.push(message));
  expect(quarantined).toEqual([
    [one.messages[0], expect.objectContaining({ kind: 'ambiguous', code: 'message.unstorable', cause }), one.advances],
  ]);
});
