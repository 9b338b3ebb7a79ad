import { KafkaError } from '../error';
import type { Send } from './checked-send';
import { type RecordPosition, TopicQueue } from './topic-queue';

interface Flight {
  readonly keys: string[];
  answer(): void;
  fail(error: Error): void;
}

/** A broker that answers when told to. */
function slowBroker(): { send: Send; flights: Flight[] } {
  const flights: Flight[] = [];
  let offset = 0;
  const send: Send = (messages) =>
    new Promise((resolve, reject) => {
      const answer = (): void => {
        resolve([{ partition: 0, baseOffset: String(offset) }]);
        offset += messages.length;
      };
      flights.push({ keys: messages.map(({ key }) => String(key)), answer, fail: reject });
    });
  return { send, flights };
}

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function add(queue: TopicQueue, ...keys: string[]): { answer: Promise<RecordPosition[]>; expire(): void } {
  let expire = (): void => undefined;
  const answer = new Promise<RecordPosition[]>((resolve, reject) => {
    const call = { expired: false, left: keys.length, positions: [], done: resolve, failed: reject };
    expire = () => (call.expired = true);
    queue.add(
      keys.map((key) => ({ key, value: Buffer.from(key), partition: 0 })),
      call,
    );
  });
  return { answer, expire };
}

describe('TopicQueue', () => {
  it('has one request under way; what comes meanwhile joins the next, in order', async () => {
    const { send, flights } = slowBroker();
    const queue = new TopicQueue('in.a', send, tick);
    const first = add(queue, 'a');
    const second = add(queue, 'b', 'c');
    const third = add(queue, 'd');
    expect(flights.map(({ keys }) => keys)).toEqual([['a']]);
    flights[0]?.answer();
    await first.answer;
    await tick();
    expect(flights.map(({ keys }) => keys)).toEqual([['a'], ['b', 'c', 'd']]);
    flights[1]?.answer();
    expect(await second.answer).toEqual([
      { partition: 0, offset: 1n },
      { partition: 0, offset: 2n },
    ]);
    expect(await third.answer).toEqual([{ partition: 0, offset: 3n }]);
  });

  it('tries again while Kafka is away, and never sends what nobody waits for any more', async () => {
    const { send, flights } = slowBroker();
    const queue = new TopicQueue('in.a', send, tick);
    const first = add(queue, 'a');
    add(queue, 'late').expire();
    flights[0]?.fail(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
    await tick();
    await tick();
    flights[1]?.answer();
    expect(await first.answer).toEqual([{ partition: 0, offset: 0n }]);
    await queue.settled();
    expect(flights.map(({ keys }) => keys)).toEqual([['a'], ['a']]);
  });

  it('fails the calls of a request that is refused, and goes on', async () => {
    const { send, flights } = slowBroker();
    const queue = new TopicQueue('in.a', send, tick);
    const first = add(queue, 'a');
    flights[0]?.fail(Object.assign(new Error('Not authorized'), { type: 'TOPIC_AUTHORIZATION_FAILED' }));
    await expect(first.answer).rejects.toThrow(KafkaError);
    await expect(first.answer).rejects.toMatchObject({ code: 'kafka.not-authorized', facts: { topic: 'in.a' } });
    await tick();
    const second = add(queue, 'b');
    flights[1]?.answer();
    expect(await second.answer).toEqual([{ partition: 0, offset: 0n }]);
  });
});
