import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client, makeEvent, pemSigner, signEvent, verifyReceipt } from '@lienthong/client';
import { parsePem } from '@lienthong/trust';
import { dossier } from './dossier.test-kit';
import type { Ended, GatewayTown } from './gateway.test-kit';
import { putIntoInbox } from './gateway-inbox.test-kit';

const root = resolve(__dirname, '../..');
const page = (name: string): string => readFileSync(join(root, 'docs', name), 'utf8');
const blocksOf = (name: string, language: string): string[] =>
  [...page(name).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, block = '']) => block);

/** What a developer reads and runs: the pages' own commands, the examples, the client library. */
export function guides(place: () => GatewayTown): void {
  /** All commands of a page, one block after the other, `between` them. */
  const run = async (
    name: string,
    values: Readonly<Record<string, string>>,
    filled = (text: string): string => text,
    between = '',
  ): Promise<Ended> => {
    const town = place();
    const all = { GATEWAY: `https://127.0.0.1:${town.https}`, PKI: town.pki('').replace(/\/$/, ''), ...values };
    const script = Object.entries(all).reduce(
      (text, [variable, value]) => text.replace(new RegExp(`^${variable}=.*$`, 'm'), `${variable}=${value}`),
      filled(blocksOf(name, 'sh').join(`\n${between}\n`)),
    );
    const quoted = town.place.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    const hub = `'${process.execPath}' '${join(root, 'apps/hub/dist/main.js')}'`;
    // evidence is verified without any installation
    const npm = `npm() { shift 3; if [ "$1" = config ]; then ${hub} "$@" ${quoted}; else ${hub} "$@"; fi; }`;
    const curl = `curl() { command curl -sS --fail-with-body -w '\\n' "$@"; }`;
    return town.run('bash', '-ec', `${npm}\n${curl}\n${script}`);
  };
  const answersIn = ({ stdout }: Ended): Record<string, unknown>[] =>
    stdout
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('docs/getting-started.md: from nothing to a receipt, by its own commands', async () => {
    const town = place();
    const ended = await run('getting-started.md', { AUTHORITY: town.authority.url, CONFIG: join(town.dir, 'config'), WORK: town.dir });
    // openssl shows that it looks for a key
    expect({ code: ended.code, stderr: ended.stderr.replace(/^[.+*-]+$/gm, '').trim() }).toEqual({ code: 0, stderr: '' });
    const [ready, accepted, journey, inbox] = answersIn(ended);
    expect(ready).toMatchObject({ ready: true });
    expect(accepted).toMatchObject({ digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string, durability: 'fsync' });
    expect(journey).toMatchObject({ state: 'recorded', settled: false, id: accepted?.['id'] });
    expect(inbox).toEqual({ items: [] });
  }, 120_000);

  it('docs/exchange.md: every example does what it says', async () => {
    const town = place();
    const code = '000.99.02.H26-261124-0700001';
    const dir = join(town.dir, 'exchange');
    mkdirSync(dir);
    writeFileSync(join(dir, 'sign.sh'), blocksOf('connectors/portal.md', 'bash')[0] ?? '');
    copyFileSync(town.pki('portal.pem'), join(dir, 'chain.pem'));
    writeFileSync(join(dir, 'message.json'), dossier(code, 'Cấp bản sao'));
    const ended = await run('exchange.md', {}, (text) => `cd exchange\n${text.replaceAll('YOUR-ID', `system-${code}`)}`, 'sleep 3');
    expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: '' });
    const [accepted, journey] = answersIn(ended);
    expect(accepted).toMatchObject({ id: `system-${code}`, durability: 'fsync' });
    expect(journey).toMatchObject({ id: `system-${code}`, state: 'recorded' });
  }, 60_000);

  const programs: [string, string[]][] = [
    ['Python', ['python3', join(root, 'examples/python/exchange.py')]],
    ['Java', ['java', join(root, 'examples/java/Exchange.java')]],
    ['Node.js', ['node', join(root, 'examples/node/exchange.mjs')]],
  ];
  it.each(programs)(
    'the example in %s sends a signed message and fetches what is for it',
    async (language, [program = '', file = '']) => {
      const town = place();
      const code = `000.99.02.H26-261124-07001${String(programs.findIndex(([one]) => one === language)).padStart(2, '0')}`;
      writeFileSync(join(town.dir, 'message.json'), dossier(code, 'Cấp bản sao'));
      const signer = pemSigner(portalOf(town));
      const signed = await signEvent(makeEvent({ ...fields, id: randomUUID() }), signer);
      const delivery = await putIntoInbox(town, '000.99.01.H26', signed.body, { 'jws-signature': signed.jws });
      const words = [town.pki('root.pem'), town.pki('portal.pem'), town.pki('portal.key.pem'), 'message.json'];
      const { code: ended, stdout, stderr } = await town.run(program, file, `https://127.0.0.1:${town.https}`, ...words);
      expect({ ended, stderr }).toEqual({ ended: 0, stderr: '' });
      expect(stdout).toMatch(new RegExp(`^accepted .*system-${code}`, 'm'));
      expect(stdout).toContain(`received ${delivery}`);
      const client = clientOf(town);
      expect(await client.look(`system-${code}`)).toMatchObject({ state: expect.stringMatching(/recorded|accepted/) as string });
      client.close();
    },
    60_000,
  );

  it('the client library sends, follows, proves and receives', async () => {
    const town = place();
    const client = clientOf(town);
    const text = JSON.parse(dossier('000.99.02.H26-261124-0700200', 'Cấp bản sao')) as { id: string };
    const signer = pemSigner(portalOf(town));
    const message = await signEvent({ ...text }, signer);
    const accepted = await client.send(message);
    expect(await client.send(message)).toEqual(accepted);
    const zip = await client.receipt(text.id);
    const roots = readFileSync(town.pki('root.pem'), 'utf8');
    const [hub] = parsePem(readFileSync(town.pki('hub.pem'), 'utf8'));
    expect(verifyReceipt(zip, { roots, signers: [hub?.fingerprint ?? ''] })).toMatchObject({
      verdict: 'valid',
      sender: { standing: 'valid' },
    });
    const refused = await client.send(await signEvent({ ...text, id: 'client-2', type: 'dossier.unknown' }, signer));
    expect(await client.follow(refused)).toMatchObject({ state: 'refused', settled: true, why: { code: expect.any(String) as string } });
    await expect(client.send(await signEvent({ ...text, subject: 'other' }, signer))).rejects.toMatchObject({ code: 'message.conflict' });
    const [good, forged] = [
      await putIntoInbox(town, '000.99.01.H26', message.body, { 'jws-signature': message.jws }),
      await putIntoInbox(town, '000.99.01.H26', Buffer.from('{"forged":true}'), { 'jws-signature': message.jws }),
    ];
    const found: [string, string][] = [];
    for await (const delivery of client.receive()) {
      found.push([delivery.id, delivery.signature.kind]);
      await (delivery.signature.kind === 'valid' ? delivery.ack() : delivery.reject('sai-chu-ky'));
      if (delivery.id === forged) break;
    }
    expect(found).toEqual([
      [good, 'valid'],
      [forged, 'invalid'],
    ]);
    client.close();
  }, 60_000);

  const fields = { source: '000.99.02.H26', type: 'dossier.status-changed', subject: 'S-1', dataschema: 'dossier/1', data: {} };
  const portalOf = (town: GatewayTown) => ({
    certificate: readFileSync(town.pki('portal.pem'), 'utf8'),
    key: readFileSync(town.pki('portal.key.pem'), 'utf8'),
  });
  const clientOf = (town: GatewayTown): Client => {
    const rootPem = readFileSync(town.pki('root.pem'), 'utf8');
    return new Client({ gateway: `https://127.0.0.1:${town.https}`, ca: rootPem, senders: rootPem, language: 'en', ...portalOf(town) });
  };
}
