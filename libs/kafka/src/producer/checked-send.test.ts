import { type Placed, type Send, sendChecked } from './checked-send';

const record = (partition: number, key: string): Placed => ({ partition, key, value: Buffer.from(key) });
const noPause = (): Promise<void> => Promise.resolve();

/** A broker whose client forgets partitions: answers only those that `answers` names, call by call. */
function forgetful(answers: number[][]): { send: Send; sent: string[][] } {
  const sent: string[][] = [];
  const next = new Map<number, number>();
  const send: Send = (messages) => {
    const reached = answers[sent.length] ?? [];
    sent.push(messages.map(({ key }) => String(key)));
    const bases = reached.map((partition) => {
      const base = next.get(partition) ?? 100 * partition;
      next.set(partition, base + messages.filter((message) => message.partition === partition).length);
      return { partition, baseOffset: String(base), logAppendTime: String(1_000 + partition) };
    });
    return Promise.resolve(bases);
  };
  return { send, sent };
}

describe('sendChecked', () => {
  it('aligns offsets and append times with the input where partitions are mixed', async () => {
    const { send } = forgetful([[0, 1]]);
    const positions = await sendChecked(send, [record(1, 'a'), record(0, 'b'), record(1, 'c'), record(0, 'd')], noPause);
    expect(positions.map(({ offset }) => offset)).toEqual([100n, 0n, 101n, 1n]);
    expect(positions.map(({ partition, appendedAt }) => [partition, appendedAt])).toEqual([
      [1, 1_001],
      [0, 1_000],
      [1, 1_001],
      [0, 1_000],
    ]);
  });

  it('sends again, and only that, what the answer does not name', async () => {
    const { send, sent } = forgetful([[1], [], [0]]);
    const positions = await sendChecked(send, [record(0, 'a'), record(1, 'b'), record(0, 'c')], noPause);
    expect(sent).toEqual([
      ['a', 'b', 'c'],
      ['a', 'c'],
      ['a', 'c'],
    ]);
    expect(positions.map(({ offset }) => offset)).toEqual([0n, 100n, 1n]);
  });

  it("knows no append time where the topic keeps its producers' times", async () => {
    const send: Send = () => Promise.resolve([{ partition: 0, baseOffset: '7', logAppendTime: '-1' }]);
    expect(await sendChecked(send, [record(0, 'a')], noPause)).toEqual([{ partition: 0, offset: 7n, appendedAt: undefined }]);
  });

  it('lets an error through', async () => {
    const send: Send = () => Promise.reject(new Error('refused'));
    await expect(sendChecked(send, [record(0, 'a')], noPause)).rejects.toThrow('refused');
  });
});
