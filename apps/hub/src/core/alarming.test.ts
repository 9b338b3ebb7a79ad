import { Failure } from '@lienthong/message';
import type { Received } from '@lienthong/pipeline';
import { alarming, publicationAlarm } from './alarming';

describe('the alarm', () => {
  it('tells error, place and position of a defect, and nothing of the message', () => {
    const lines: object[] = [];
    const unused = () => undefined;
    const log = { error: (facts: object) => void lines.push(facts), info: unused, warn: unused, child: () => log };
    const cause = new TypeError('cannot read "Nguyễn Thị Thử"\n  <at home> of undefined');
    const received = { message: 'id', zone: 'portal', position: { topic: 'in.portal', partition: 1, offset: 7n } } as Received;
    alarming(log)(new Failure('ambiguous', 'hub.defect', {}, { cause }), received);
    expect(lines).toEqual([
      {
        code: 'hub.defect',
        cause: 'TypeError',
        at: expect.arrayContaining([expect.stringContaining('alarming.test')]) as string[],
        message: 'id',
        zone: 'portal',
        topic: 'in.portal',
        partition: 1,
        offset: '7',
      },
    ]);
    expect(JSON.stringify(lines)).not.toContain('Nguyễn');
  });
});

describe('the alarm of the publication', () => {
  it('tells that a seal waits too long, again after a while, and that it is over', () => {
    const told: string[] = [];
    const unused = () => undefined;
    const log = { error: () => void told.push('error'), info: () => void told.push('info'), warn: unused, child: () => log };
    const alarm = publicationAlarm(log, { afterMs: 60_000, everyMs: 600_000 });
    const at = (seconds: number) => alarm({ since: new Date(0), now: new Date(seconds * 1_000) });
    at(59);
    expect(told).toEqual([]);
    for (const seconds of [60, 75, 659, 660, 700]) at(seconds);
    expect(told).toEqual(['error', 'error']);
    alarm(undefined);
    alarm(undefined);
    expect(told).toEqual(['error', 'error', 'info']);
  });
});
