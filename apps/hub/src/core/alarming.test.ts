import { Failure } from '@lienthong/message';
import type { Received } from '@lienthong/pipeline';
import { alarming } from './alarming';

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
