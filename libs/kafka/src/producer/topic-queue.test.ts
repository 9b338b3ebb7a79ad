import { setTimeout as sleep } from 'node:timers/promises';
import { KafkaError } from '../error';
import type { RecordPosition, Send } from './checked-send';
import { type Call, TopicQueue } from './topic-queue';

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
    const call: Call = { expired: false, left: keys.length, positions: [], done: resolve, failed: reject };
    expire = () => (call.expired = true);
    queue.add(keys.map((key, slot) => ({ key, value: Buffer.from(key), partition: 0, bytes: 50, call, slot })));
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

  it('gathers a crowd that comes again into one request, and nobody else', async () => {
    const { send, flights } = slowBroker();
    const queue = new TopicQueue('in.a', send, tick);
    const crowd = (): Promise<RecordPosition[]>[] => Array.from({ length: 20 }, () => add(queue, 'x').answer);
    const alone = add(queue, 'a');
    const waiting = crowd();
    await sleep(3);
    flights[0]?.answer();
    await alone.answer;
    await tick();
    await sleep(20);
    flights[1]?.answer();
    await Promise.all(waiting);
    const [early, late] = [add(queue, 'first back'), (await tick(), crowd())];
    await tick();
    expect(flights.map(({ keys }) => keys.length)).toEqual([1, 20, 21]);
    flights[2]?.answer();
    await Promise.all([early.answer, ...late]);
    const slow = add(queue, 'the others stay away');
    await sleep(20);
    expect(flights.map(({ keys }) => keys.length)).toEqual([1, 20, 21, 1]);
    flights[3]?.answer();
    await slow.answer;
    add(queue, 'alone');
    await tick();
    expect(flights).toHaveLength(5);
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
