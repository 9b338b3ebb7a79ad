import { setTimeout as sleep } from 'node:timers/promises';
import type { Planned } from '@lienthong/sandbox';
import { inventDossiers } from '../load/flow';
import type { Blow, Fault } from '../model';
import { moveLeaders } from '../town/topics';

/** Hand-ins at once: the zone's producer then has records for several brokers in one request, which is where the client loses some. */
const hands = 24;
/** Milliseconds between two hand-ins of one hand. */
const paceMs = 30;
/** Acknowledgements after which the leaders have moved: no request ends before all its partitions have one again. */
const moved = 100;

/** Dossiers for many hands, invented in lots. */
function supply({ town, random }: Blow): () => Promise<Planned> {
  const waiting: Planned[] = [];
  let coming: Promise<void> | undefined;
  const more = async (): Promise<void> => {
    const dossiers = await inventDossiers(town, random.int(1, 1_000_000), 50);
    waiting.push(...dossiers.flatMap(({ pushes }) => pushes));
    coming = undefined;
  };
  return async () => {
    for (;;) {
      const push = waiting.pop();
      if (push) return push;
      await (coming ??= more());
    }
  };
}

/** Each hand submits one dossier after the other until `over`. */
async function burst(blow: Blow, over: () => boolean): Promise<void> {
  const next = supply(blow);
  const hand = async (): Promise<void> => {
    while (!over() && !blow.stop.aborted) {
      await blow.town.outside.submit(await next(), blow.stop);
      await sleep(paceMs);
    }
  };
  await Promise.all(Array.from({ length: hands }, hand));
}

/** All partitions change their leader again and again while much is handed in: first with all brokers up, then because one of them is down. */
export const leadersInTurn: Fault = {
  name: 'leaders-in-turn',
  title: { vi: 'ba broker lần lượt bị dừng và kill -9 dưới tải', en: 'three brokers are stopped and killed in turn under load' },
  needs: { brokers: 3 },
  async strike(blow) {
    const { town, load, length, say } = blow;
    await load.until(10);
    let over = false;
    const bursting = burst(blow, () => over);
    bursting.catch(() => undefined); // told when the brokers have had their turns
    const turns = [...town.brokers, ...town.brokers].map((broker, i) => ({
      broker,
      how: i % 2 === 0 ? ('stop' as const) : ('kill' as const),
    }));
    try {
      say({ vi: 'các leader đổi chỗ liên tục', en: 'leaders move all the time' });
      await moveLeaders(town, ['in.portal', 'in.one-stop'], length === 'short' ? 6 : 15);
      for (const { broker, how } of turns.slice(0, length === 'short' ? 4 : 6)) {
        say({ vi: `${broker.name}: ${how}`, en: `${broker.name}: ${how}` });
        await broker[how]();
        await load.until(moved);
        await broker.start();
        await load.until(moved);
      }
    } finally {
      over = true;
      await bursting;
    }
    return [];
  },
};
