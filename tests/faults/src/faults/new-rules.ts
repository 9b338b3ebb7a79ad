import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Planned } from '@lienthong/sandbox';
import { inventDossiers } from '../load/flow';
import type { Blow, Fault, Finding } from '../model';
import { applied } from './support/applied';
import { needed } from './support/promised';

interface Decided extends Record<string, unknown> {
  readonly digest: string;
  readonly version: number;
}

/** Agreements come and go while dossiers are handed in without a pause: each is judged by one version, and never by one that was over. */
export const newRules: Fault = {
  name: 'new-rules',
  title: { vi: 'kích hoạt quy tắc mới giữa lô', en: 'new rules are activated in mid-batch' },
  async strike(blow) {
    const { town, load, random, stop } = blow;
    await load.pause();
    const rounds = blow.length === 'short' ? 4 : 8;
    const pushes = (await inventDossiers(town, random.int(1, 1_000_000), rounds * 60)).flatMap((dossier) => dossier.pushes);
    const [agreements, cases] = [join(town.config, 'agreements.yaml'), join(town.config, 'routes.test.yaml')];
    const open = await readFile(agreements, 'utf8');
    const closed = open.replace(/- id: dossiers-to-one-stop\n(?: .*\n)*/, '');
    await rm(cases); // they say what the open rules do
    const [opened, activeAt] = [new Set([await applied(town)]), new Map<string, number>()];
    let active = Math.max(...opened);
    const handing = handIn(blow, pushes, (push) => activeAt.set(push.id, active));
    for (let round = 0; round < rounds; round++) {
      const opens = round % 2 === 1;
      await writeFile(agreements, opens ? open : closed);
      active = await applied(town);
      if (opens) opened.add(active);
      await sleep(random.int(100, 800), undefined, { signal: stop });
    }
    await writeFile(agreements, open);
    opened.add(await applied(town));
    await handing;
    return amend(blow, pushes, opened, activeAt);
  },
};

async function handIn({ town, stop }: Blow, pushes: readonly Planned[], before: (push: Planned) => void): Promise<void> {
  const under: Promise<unknown>[] = [];
  for (const push of pushes) {
    before(push);
    under.push(town.outside.submit(push, stop));
    await sleep(15);
  }
  await Promise.all(under);
}

/** By the version that decided: with the agreement it had to be taken, without it refused. */
async function amend(
  { town, expect }: Blow,
  pushes: readonly Planned[],
  opened: ReadonlySet<number>,
  activeAt: ReadonlyMap<string, number>,
): Promise<Finding[]> {
  const rows = town.outside.ledger.rows.filter(({ id }) => activeAt.has(id));
  const digests = rows.map(({ digest }) => digest);
  const sql = `SELECT encode(payload_digest, 'hex') AS digest, rules_version AS version FROM message WHERE encode(payload_digest, 'hex') = ANY($1)`;
  let decided: readonly Decided[] = [];
  await needed('every dossier is decided', async () => (decided = await town.query<Decided>(sql, [digests])).length >= pushes.length);
  return rows.flatMap((row): Finding[] => {
    const version = decided.find(({ digest }) => digest === row.digest)?.version ?? 0;
    if (!opened.has(version)) expect(row.n, { outcome: 'refuse', code: 'agreement.missing' });
    const least = activeAt.get(row.id) ?? 0;
    return version >= least ? [] : [{ figure: 'phantom', n: row.n, what: `decided by rules version ${version} when ${least} was active` }];
  });
}
