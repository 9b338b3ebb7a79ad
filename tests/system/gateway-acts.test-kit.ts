import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createKafka, createProducer } from '@lienthong/kafka';
import type { GatewayTown } from './gateway.test-kit';
import { type Caller, form, headerOf } from './gateway-http.test-kit';

interface Standing {
  readonly lane: string;
  readonly code: string;
  readonly attempt: number;
}

interface Place {
  readonly town: GatewayTown;
  readonly caller: Caller;
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Tests: what becomes of acts whose signatures went out. `place` is asked when they run. */
export function actsThatWait(place: () => Place): void {
  const standing = async (): Promise<Standing[]> =>
    (await place().town.hub('lane', 'list', '--json')).stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Standing);
  const until = async (found: (lanes: readonly Standing[]) => boolean): Promise<void> => {
    for (let tries = 0; tries < 20; tries++) if (found(await standing())) return;
    throw new Error(JSON.stringify(await standing()));
  };
  const hasReceipt = async (act: string): Promise<boolean> => {
    const { town } = place();
    for (let tries = 0; tries < 15; tries++) {
      if ((await town.hub('evidence', 'export', act, join(town.dir, `receipt-${act}`))).code === 0) return true;
      await sleep(300);
    }
    return false;
  };
  const sign = async (): Promise<string> =>
    headerOf(
      (await place().caller.curl('/v1/sign', 'one-stop', ...form({ key: 'seal', format: 'cades', file: '@phieu.txt' }))).headers,
      'lt-act',
    );

  it('waits with its cause until it is tried again, and is not given up', async () => {
    const { town } = place();
    await town.sql("ALTER TABLE hub.signing_act ADD CONSTRAINT wrong CHECK (key <> 'seal') NOT VALID");
    const act = await sign();
    const lane = `results.gateway|${act}`;
    await until((lanes) => lanes.some((one) => one.lane === lane));
    expect(await standing()).toMatchObject([{ lane, side: 'in', code: 'gateway.act-unstorable', detail: { act, cause: 'error 23514' } }]);
    const released = await town.hub('--lang', 'en', 'lane', 'release', lane, '--reason', 'test');
    expect(released).toMatchObject({ code: 1, stderr: expect.stringContaining('redrive') as string });
    await town.sql('ALTER TABLE hub.signing_act DROP CONSTRAINT wrong');
    expect(await town.hub('lane', 'redrive', lane, '--reason', 'mended')).toMatchObject({ code: 0, stdout: '1\n' });
    await until((lanes) => lanes.length === 0);
    expect(await hasReceipt(act)).toBe(true);
  }, 150_000);

  it('is kept where nobody can read it', async () => {
    const { town } = place();
    const client = createKafka({ brokers: [town.broker], clientId: 'test', auth: town.kafkaAuth('gateway'), log: silent });
    const producer = createProducer(client, { deadlineMs: 5_000 });
    const record = { key: 'act:of-a-newer-version', value: Buffer.from('ffff', 'hex') };
    await producer.send('results.gateway', [record, record]);
    await producer.close();
    await until((lanes) => lanes.length === 1);
    expect(await standing()).toMatchObject([{ code: 'gateway.act-unreadable', attempt: 1 }]);
    expect(await town.hub('lane', 'redrive', '--cause', 'gateway.act-unreadable', '--reason', 'test')).toMatchObject({ stdout: '1\n' });
    await until(([one]) => one?.attempt === 2);
  }, 150_000);

  it('only waits while PostgreSQL is away', async () => {
    const { town } = place();
    await town.stopPostgres();
    const act = await sign();
    expect(act).not.toBe('');
    await sleep(3_000);
    await town.restartPostgres();
    expect(await hasReceipt(act)).toBe(true);
    expect(await standing()).toMatchObject([{ code: 'gateway.act-unreadable' }]);
  }, 150_000);
}
