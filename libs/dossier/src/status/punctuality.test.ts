import { at } from '../testing/years.test-kit';
import { punctuality, type Record766 } from './punctuality';

const dossier: Record766 = { receivedAt: at('2026-11-09 10:00'), dueAt: at('2026-11-16 10:00'), supplementRequests: 0 };

it.each<[string, Partial<Record766>, object]>([
  ['ended in the very minute', { endedAt: at('2026-11-16 10:00') }, { kind: 'on-time' }],
  ['ended a minute later', { endedAt: at('2026-11-16 10:01') }, { kind: 'late', because: 'after-due' }],
  ['still worked on', {}, { kind: 'running' }],
  ['due while it is worked on', { dueAt: at('2026-11-12 09:00') }, { kind: 'late', because: 'overdue' }],
  [
    'the request for supplements stands for the end',
    { dueAt: at('2026-11-12 09:00'), supplementPendingSince: at('2026-11-11 10:00') },
    { kind: 'on-time' },
  ],
  [
    'a request made too late',
    { dueAt: at('2026-11-10 09:00'), supplementPendingSince: at('2026-11-11 10:00') },
    { kind: 'late', because: 'after-due' },
  ],
  ['a second request', { endedAt: at('2026-11-10 10:00'), supplementRequests: 2 }, { kind: 'late', because: 'twice' }],
  ['no day of receipt', { receivedAt: undefined, endedAt: at('2026-11-20 10:00') }, { kind: 'not-counted' }],
  ['nothing to measure by', { dueAt: undefined, endedAt: at('2026-11-20 10:00') }, { kind: 'not-counted' }],
])('%s', (_, change, expected) => {
  expect(punctuality({ ...dossier, ...change }, at('2026-11-12 10:00'))).toEqual(expected);
});
