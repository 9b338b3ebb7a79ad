import { Failure, later, refuse } from '@lienthong/message';
import { whoseFault } from './whose';

it.each<[unknown, RegExp]>([
  [new Error('ENOENT'), /^our side: a secret file/],
  [later('delivery.unavailable', { reason: 'secret file cannot be read', file: '/x' }), /^our side: a secret file.*\/x/],
  [later('delivery.unavailable', { status: '401', reason: 'credentials are not accepted' }), /^our credentials.*ask them/],
  [later('delivery.unavailable', { reason: 'not in the outbound allow-list', address: 'x:1' }), /^our side: the address.*x:1/],
  [later('delivery.unavailable', { reason: 'not connected (ECONNREFUSED)' }), /^the network or their side.*ECONNREFUSED/],
  [later('delivery.failed', { status: '502' }), /^their side.*502/],
  [new Failure('ambiguous', 'delivery.unknown', { reason: 'unreadable answer' }), /^their side.*unreadable/],
  [refuse('delivery.refused', { status: '404' }), /^their side.*404/],
])('says whose it is: %s', (cause, words) => {
  const { vi, en } = whoseFault(cause);
  expect(en).toMatch(words);
  expect(vi).not.toBe(en);
});
