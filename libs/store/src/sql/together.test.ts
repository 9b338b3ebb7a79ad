import { DatabaseError } from 'pg';
import { together } from './together';

const failure = (code: string): DatabaseError => Object.assign(new DatabaseError(code, 0, 'error'), { code });

it('gives the results in their order', async () => {
  expect(await together(Promise.resolve(1), Promise.resolve('two'))).toEqual([1, 'two']);
});

it.each([
  ['the transaction had failed before', '25P02'],
  ['its statement was prepared by one that did not come to it', '26000'],
])('throws what broke the transaction, not that %s', async (_, code) => {
  let ended = false;
  const late = new Promise((resolve) => setTimeout(resolve, 20)).then(() => {
    ended = true;
    throw failure('40P01');
  });
  await expect(together(Promise.reject(failure(code)), late)).rejects.toMatchObject({ code: '40P01' });
  expect(ended).toBe(true);
});
