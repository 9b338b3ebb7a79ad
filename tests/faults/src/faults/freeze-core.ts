import { setTimeout as sleep } from 'node:timers/promises';
import type { Blow, Fault, Role, Town } from '../model';
import { delivered } from './support/counts';
import { becomes, needed, promised } from './support/promised';

/** Longer than the session with Kafka (6 s), the log's lease (15 s) and PostgreSQL's patience with idle transactions (10 s). */
const frozenFor = (length: Blow['length']): number => (length === 'short' ? 20_000 : 40_000);

/** The other core takes over while this one is a zombie; then the zombie wakes up in the middle of what it was doing. */
async function asZombie(zombie: Role, { town, length }: Blow): ReturnType<Fault['strike']> {
  const began = performance.now();
  const before = await delivered(town);
  const findings = await promised(
    'the other core takes over',
    'stuck',
    async () => (await delivered(town)) > before + 20,
    frozenFor(length),
  );
  await sleep(Math.max(0, frozenFor(length) - (performance.now() - began)));
  zombie.thaw();
  await town.ready();
  return findings;
}

export const freezeCore: Fault = {
  name: 'freeze-core',
  title: { vi: 'SIGSTOP một lõi, lõi kia thay, rồi SIGCONT', en: 'SIGSTOP of a core while the other takes over, then SIGCONT' },
  async strike(blow) {
    const zombie = blow.town.role(blow.random.pick(['core', 'core:2']));
    await blow.load.until(blow.random.int(1, 15));
    zombie.freeze();
    return asZombie(zombie, blow);
  },
};

/** Of the transactions that the frozen process left open; only it can have any that nothing moves. */
async function leftOpen({ query }: Town): Promise<boolean> {
  const open = `SELECT pid, query_start FROM pg_stat_activity WHERE application_name = 'hub core' AND state = 'idle in transaction'`;
  const first = await query(open);
  await sleep(60);
  const still = await query(open);
  return still.some((one) =>
    first.some((other) => other['pid'] === one['pid'] && String(other['query_start']) === String(one['query_start'])),
  );
}

/** Frozen with locks in its hands. */
export const freezeInTransaction: Fault = {
  name: 'freeze-in-transaction',
  title: { vi: 'SIGSTOP một lõi giữa giao dịch', en: 'SIGSTOP of a core in the middle of a transaction' },
  async strike(blow) {
    const zombie = blow.town.role(blow.random.pick(['core', 'core:2']));
    await blow.load.until(5);
    await needed('a core that stops in a transaction', async () => {
      zombie.freeze();
      const caught = await becomes(() => leftOpen(blow.town), 80);
      if (!caught) zombie.thaw();
      return caught;
    });
    return asZombie(zombie, blow);
  },
};
