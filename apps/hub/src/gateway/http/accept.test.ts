import { accepted } from './accept';
import { langOf } from './problem';

const types = ['application/octet-stream', 'application/json'] as const;

it.each([
  [undefined, 'application/octet-stream'],
  ['*/*', 'application/octet-stream'],
  ['application/json', 'application/json'],
  ['application/*;q=0.5, application/json', 'application/json'],
  ['application/json;q=0.1, */*;q=0.2', 'application/octet-stream'],
  ['Application/JSON ; q=0.7', 'application/json'],
])('of Accept %s gives %s', (header, type) => {
  expect(accepted(header, types)).toBe(type);
});

it.each(['text/html', 'application/octet-stream;q=0, application/json;q=0', 'text/*'])('refuses %s', (header) => {
  expect(() => accepted(header, types)).toThrow(expect.objectContaining({ code: 'gateway.not-acceptable' }) as Error);
});

it.each([
  [undefined, 'vi'],
  ['en', 'en'],
  ['en-GB,en;q=0.9', 'en'],
  ['vi-VN,en;q=0.9', 'vi'],
  ['fr', 'vi'],
  ['vi;q=0.1,en;q=0.2', 'en'],
] as const)('speaks to %s in %s', (header, lang) => {
  expect(langOf(header)).toBe(lang);
});
