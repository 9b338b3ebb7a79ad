import { backOffMs } from './back-off';

it('doubles from the first wait to the longest', () => {
  const backoff = { first: 250, max: 1_500 };
  expect([0, 1, 2, 3, 400].map((attempt) => backOffMs(backoff, attempt))).toEqual([250, 500, 1_000, 1_500, 1_500]);
});
