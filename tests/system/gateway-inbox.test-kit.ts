import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { InboxWriter, createPool } from '@lienthong/store';
import type { GatewayTown } from './gateway.test-kit';

interface Item {
  readonly id: string;
  readonly body: string;
}

const secretOf = (town: GatewayTown): string => `${town.dir}/data/secrets/hub_inbox.password`;

/** As a zone's process puts a delivery there; its id. */
export async function putIntoInbox(
  town: GatewayTown,
  party: string,
  body: Uint8Array,
  attributes: Readonly<Record<string, string>>,
): Promise<string> {
  const url = new URL(town.postgres.url);
  url.username = 'hub_inbox';
  url.password = readFileSync(secretOf(town), 'utf8').trim();
  const pool = createPool({ at: { url: url.toString() }, max: 1, name: 'test', onError: () => undefined });
  const delivery = randomUUID();
  const item = { delivery, message: randomUUID(), party, subject: 'S-1', contentType: 'application/cloudevents+json' };
  await new InboxWriter(pool).put({ ...item, attributes, body });
  await pool.end();
  return delivery;
}

/** What a party's system and a zone's process do with inboxes, against the running gateway. */
export function describeInbox(town: () => GatewayTown): void {
  const put = (party: string, text: string): Promise<string> => putIntoInbox(town(), party, Buffer.from(text), { 'jws-signature': 'a..b' });
  const ask = async (who: string | undefined, path: string, ...words: string[]) => {
    const at = (name: string): string => town().pki(name);
    const mine = who === undefined ? [] : ['--cert', at(`${who}.pem`), '--key', at(`${who}.key.pem`)];
    const url = `https://127.0.0.1:${town().https}${path}`;
    const { stdout } = await town().run('curl', '-sS', '--cacert', at('root.pem'), '-w', '\n%{http_code}', ...mine, ...words, url);
    const [body = '', status = ''] = stdout.split('\n');
    return { status: Number(status), ...(JSON.parse(body) as { items: Item[]; code?: string; answer?: string }) };
  };
  const post = (who: string | undefined, path: string, ...words: string[]) => ask(who, path, '-X', 'POST', ...words);
  const json = (value: object): string[] => ['-H', 'content-type: application/json', '--data-binary', JSON.stringify(value)];
  const portal = '000.99.01.H26';

  it('gives a party what lies there for it, once it has come, and no longer when it is answered', async () => {
    expect(await ask('portal', '/v1/inbox')).toMatchObject({ status: 200, items: [] });
    const began = performance.now();
    const waiting = ask('portal', '/v1/inbox?wait=20');
    const id = await put(portal, 'Hồ sơ');
    const { items } = await waiting;
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(items).toMatchObject([{ id, place: 1, subject: 'S-1', jws: 'a..b', body: Buffer.from('Hồ sơ').toString('base64') }]);
    const first = await post('portal', `/v1/inbox/${id}/ack`);
    expect(first).toMatchObject({ status: 200, id, answer: 'acknowledged' });
    expect(await post('portal', `/v1/inbox/${id}/ack`)).toEqual(first);
    expect(await post('portal', `/v1/inbox/${id}/reject`, ...json({ code: 'sai' }))).toMatchObject({
      status: 409,
      code: 'gateway.answered',
    });
    expect(await ask('portal', '/v1/inbox')).toMatchObject({ items: [] });
  }, 60_000);

  it("tells nobody of another party's inbox", async () => {
    const id = await put(portal, 'của Cổng');
    expect(await ask('one-stop', '/v1/inbox')).toMatchObject({ status: 200, items: [] });
    for (const act of ['ack', 'reject'])
      expect(await post('one-stop', `/v1/inbox/${id}/${act}`, ...(act === 'ack' ? [] : json({ code: 'sai' })))).toMatchObject({
        status: 404,
        code: 'gateway.not-found',
      });
    expect((await ask('portal', '/v1/inbox')).items).toHaveLength(1);
    expect(await post('portal', `/v1/inbox/${id}/reject`, ...json({ code: 'thieu-giay-to' }))).toMatchObject({ answer: 'rejected' });
    const { stdout } = await town().hub('inbox', 'list', '--json');
    expect(stdout).toContain('"reason":"thieu-giay-to"');
    expect(stdout).not.toContain(id);
  }, 60_000);

  it.each([
    ['nobody', undefined, '/v1/inbox', 401, 'gateway.unauthenticated'],
    ['an unbound certificate', 'unbound', '/v1/inbox', 403, 'certificate.unbound'],
    ['a limit of 0', 'portal', '/v1/inbox?limit=0', 422, 'gateway.field'],
    ['a wait of 31 seconds', 'portal', '/v1/inbox?wait=31', 422, 'gateway.field'],
    ['an unknown parameter', 'portal', '/v1/inbox?party=000.99.02.H26', 422, 'gateway.field'],
  ] as const)('refuses %s', async (_, who, path, status, code) => {
    expect(await ask(who, path)).toMatchObject({ status, code });
  });

  it.each([
    ['no id at all', 'x', ['-X', 'POST'], 'ack', 404, 'gateway.not-found'],
    ['words for a code', randomUUID(), json({ code: 'Nguyễn Văn A' }), 'reject', 422, 'gateway.field'],
    ['no code', randomUUID(), json({}), 'reject', 422, 'gateway.field'],
  ] as const)('refuses %s', async (_, id, words, act, status, code) => {
    expect(await post('portal', `/v1/inbox/${id}/${act}`, ...words)).toMatchObject({ status, code });
  });
}
