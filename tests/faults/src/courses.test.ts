import { bundles } from './courses';
import type { Fault } from './model';

const fault = (name: string, group?: string): Fault => ({
  ...{ name, title: { vi: name, en: name }, strike: () => Promise.resolve([]) },
  ...(group === undefined ? {} : { group }),
});

it('faults of one group that follow each other are tried together', () => {
  const faults = [fault('a'), fault('b', 'x'), fault('c', 'x'), fault('d', 'y'), fault('e'), fault('f', 'x')];
  expect(bundles(faults).map((bundle) => bundle.map(({ name }) => name).join(''))).toEqual(['a', 'bc', 'd', 'e', 'f']);
});
