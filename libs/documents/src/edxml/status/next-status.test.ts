import { type DocumentState, nextStatus, sent, type StatusOutcome } from './next-status';
import type { EdxmlStatusCode } from './statuses';

const at = (minute: number): string => `2026-11-20T10:${String(minute).padStart(2, '0')}:00+07:00`;

/** Each status a minute after the one before; the last outcome. */
function after(...codes: EdxmlStatusCode[]): StatusOutcome {
  let state: DocumentState = sent;
  let last: StatusOutcome = { outcome: 'accepted', state };
  codes.forEach((code, i) => {
    last = nextStatus(state, { code, at: at(i) });
    if (last.outcome === 'accepted') state = last.state;
  });
  return last;
}
const told = (outcome: StatusOutcome): unknown =>
  outcome.outcome === 'accepted'
    ? [outcome.state.status, outcome.state.recall]
    : outcome.outcome === 'refused'
      ? outcome.reason
      : outcome.outcome;

it.each<[EdxmlStatusCode[], unknown]>([
  [['01'], ['01', undefined]],
  [
    ['01', '03', '04', '05', '06'],
    ['06', undefined],
  ],
  [['05'], ['05', undefined]],
  [['02'], ['02', undefined]],
  [
    ['01', '05'],
    ['05', undefined],
  ],
  [['05', '04'], 'edxml.status-backwards'],
  [['03', '02'], 'edxml.status-backwards'],
  [['04', '01'], 'edxml.status-backwards'],
  [['02', '03'], 'edxml.status-ended'],
  [['06', '13'], 'edxml.status-ended'],
  [['05', '05'], 'repeat'],
  [['03', '15'], 'edxml.status-no-recall'],
  [['03', '16'], 'edxml.status-no-recall'],
  [
    ['03', '13'],
    ['03', 'asked'],
  ],
  [['03', '13', '13'], 'repeat'],
  [
    ['03', '13', '15'],
    ['15', 'asked'],
  ],
  [['03', '13', '15', '06'], 'edxml.status-ended'],
  [
    ['03', '13', '16'],
    ['03', 'refused'],
  ],
  [
    ['03', '13', '16', '05'],
    ['05', 'refused'],
  ],
  [
    ['03', '13', '05', '15'],
    ['15', 'asked'],
  ],
  [
    ['03', '13', '16', '13', '15'],
    ['15', 'asked'],
  ],
])('after %j: %j', (codes, expected) => {
  expect(told(after(...codes))).toEqual(expected);
});

it('takes the same message again for a repeat, however far the work has come', () => {
  const first = nextStatus(sent, { code: '01', at: at(1) });
  if (first.outcome !== 'accepted') throw new Error('not accepted');
  const second = nextStatus(first.state, { code: '06', at: at(2) });
  if (second.outcome !== 'accepted') throw new Error('not accepted');
  expect(nextStatus(second.state, { code: '01', at: at(1) })).toEqual({ outcome: 'repeat' });
  expect(told(nextStatus(second.state, { code: '01', at: at(3) }))).toBe('edxml.status-ended');
});
