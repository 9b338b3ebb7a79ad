import { book } from './book';
import { Unstorable } from './errors';
import type { Settlement } from './ports';
import { batch } from './testing/handed.test-kit';

const bad = { deliveryId: 'bad' } as Settlement;
const { messages, advances } = batch(1);
const results = messages.map((m) => ({ ...m, result: bad }));

it('passes the position of a result that cannot be booked, and only then drops it', async () => {
  const said: unknown[] = [];
  const settle = (all: readonly Settlement[], passed: unknown) => {
    if (all.length > 0) return Promise.reject(new Unstorable('23505'));
    said.push(passed);
    return Promise.resolve();
  };
  await book({ messages: results, advances }, { settle }, ({ result }) => said.push(result));
  expect(said).toEqual([advances, bad]);
});
