import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keySigner } from '@lienthong/authority';
import { parsePem, signJws } from '@lienthong/trust';
import { createPrivateKey } from 'node:crypto';
import { dossier } from './dossier.test-kit';
import type { GatewayTown } from './gateway.test-kit';
import { type Answer, type Caller, headerOf, jsonOf } from './gateway-http.test-kit';

interface Place {
  readonly town: GatewayTown;
  readonly caller: Caller;
}

interface Journey {
  readonly state: string;
  readonly why?: { readonly code: string };
  readonly steps: readonly { readonly step: string }[];
  readonly receipt?: string;
}

let number = 100;
const nextCode = (): string => `000.99.02.H26-261124-${String(number++).padStart(7, '0')}`;
/** RFC 8785 for what these tests send: no numbers, no member beyond the ASCII letters. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, one]) => [name, sorted(one)]),
        )
      : value;

const event = 'content-type: application/cloudevents+json; charset=utf-8';

async function jwsOf(town: GatewayTown, bytes: string, who: string): Promise<string> {
  const chain = ['sub', who].reverse().flatMap((name) => parsePem(readFileSync(town.pki(`${name}.pem`), 'utf8')));
  return signJws(Buffer.from(bytes), keySigner(createPrivateKey(readFileSync(town.pki(`${who}.key.pem`))), chain));
}

/** Hands in a new dossier of the portal. */
export async function sendSigned({ town, caller }: Place): Promise<Answer> {
  const text = dossier(nextCode(), 'Cấp bản sao');
  writeFileSync(join(town.dir, 'message'), text);
  const headers = ['-H', event, '-H', `jws-signature: ${await jwsOf(town, text, 'portal')}`];
  return caller.curl('/v1/messages', 'portal', ...headers, '--data-binary', '@message');
}

/** Tests: a party hands in messages and learns what became of them. */
export function messages(place: () => Place): void {
  const jws = (bytes: string, who = 'portal'): Promise<string> => jwsOf(place().town, bytes, who);
  const post = (bytes: string, headers: readonly string[], who = 'portal'): Promise<Answer> => {
    const { town, caller } = place();
    writeFileSync(join(town.dir, 'message'), bytes);
    return caller.curl(
      '/v1/messages',
      who === 'nobody' ? undefined : who,
      ...headers.flatMap((one) => ['-H', one]),
      '--data-binary',
      '@message',
    );
  };
  const send = async (bytes: string, who = 'portal') => post(bytes, [event, `jws-signature: ${await jws(bytes)}`], who);
  const journey = async (path: string, who = 'portal'): Promise<Journey & { status: number }> => {
    const answer = await place().caller.curl(path, who);
    return { status: answer.status, ...(jsonOf(answer) as unknown as Journey) };
  };

  it('takes a signed message, tells the same sender again, and what became of it, up to a receipt', async () => {
    const text = dossier(nextCode(), 'Cấp bản sao');
    const first = await send(text);
    expect(first.status).toBe(202);
    expect(jsonOf(first)).toMatchObject({ digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string, durability: 'fsync' });
    expect(jsonOf(await send(text))).toEqual(jsonOf(first));
    expect(jsonOf(await send(text.replace('Cấp bản sao', 'Cấp bản chính')))).toMatchObject({
      ...{ status: 409, code: 'message.conflict' },
      facts: { stored: expect.any(String) as string, received: expect.any(String) as string },
    });
    const place_ = headerOf(first.headers, 'location');
    for (let tries = 0; (await journey(place_)).receipt === undefined && tries < 100; tries++);
    const told = await journey(`${place_.split('?')[0]}`);
    expect(told).toMatchObject({ status: 200, state: 'recorded', type: 'dossier.submitted' });
    expect(told.steps.map(({ step }) => step).slice(0, 3)).toEqual(['accepted', 'recorded', 'sealed']);
    const { town, caller } = place();
    const receipt = await caller.curl(told.receipt ?? '', 'portal');
    writeFileSync(join(town.dir, 'receipt.zip'), receipt.body);
    await town.run('unzip', '-q', '-o', 'receipt.zip', '-d', 'receipt');
    const verified = await town.program(
      'evidence',
      'verify',
      join(town.dir, 'receipt'),
      '--trust',
      town.pki('root.pem'),
      '--signer',
      town.pki('hub.pem'),
    );
    expect({ code: verified.code, stderr: verified.stderr }).toEqual({ code: 0, stderr: '' });
    expect((await caller.curl((told.receipt ?? '').replace('/receipt', '/payload'), 'portal')).body.toString()).toBe(text);
  }, 60_000);

  it('takes binary mode, batches and CMS, over the bytes that the standard forms give', async () => {
    const { town } = place();
    const [one, two, three] = [nextCode(), nextCode(), nextCode()].map(
      (code) => JSON.parse(dossier(code, 'Cấp bản sao')) as Record<string, unknown>,
    );
    const { data, datacontenttype: _, ...attributes } = one ?? {};
    const ce = Object.entries(attributes).map(([name, value]) => `ce-${name}: ${String(value)}`);
    const canonical = (value: object): string => JSON.stringify(sorted(value));
    const signature = await jws(canonical(one ?? {}));
    const binary = await post(JSON.stringify(data), ['content-type: application/json', ...ce, `ce-jwssignature: ${signature}`]);
    expect({ status: binary.status, ...jsonOf(binary) }).toMatchObject({ status: 202, id: one?.['id'] });
    const batch = [
      { ...two, jwssignature: await jws(canonical(two ?? {})) },
      { ...two, id: 'unsigned' },
    ];
    const several = await post(JSON.stringify(batch), ['content-type: application/cloudevents-batch+json']);
    expect({ status: several.status, items: JSON.parse(several.body.toString()) as unknown }).toMatchObject({
      ...{
        status: 207,
        items: [
          { status: 202, id: two?.['id'] },
          { status: 422, code: 'signature.missing' },
        ],
      },
    });
    writeFileSync(join(town.dir, 'plain'), JSON.stringify(three));
    const cms = town.openssl('cms', '-sign', '-binary', '-cades', '-md', 'sha256', '-in', 'plain', '-signer', town.pki('portal.pem'), '-inkey', town.pki('portal.key.pem'), '-certfile', town.pki('sub.pem'), '-outform', 'DER'); // prettier-ignore
    const armoured = await post(JSON.stringify(three), [event, `cms-signature: ${cms.toString('base64')}`]);
    expect(armoured.status).toBe(202);
    for (const answer of [binary, armoured])
      expect(await journey(`${headerOf(answer.headers, 'location')}&wait=3`)).toMatchObject({ state: 'recorded' });
  }, 60_000);

  it('tells its sender why a message was refused after it had been taken, and takes it once it is right', async () => {
    const text = dossier(nextCode(), 'Cấp bản sao');
    const forged = await post(text, [event, `jws-signature: ${await jws(`${text} `)}`]);
    expect(forged.status).toBe(202);
    const lookAt = `${headerOf(forged.headers, 'location')}&wait=20`;
    expect(await journey(lookAt)).toMatchObject({ state: 'refused', why: { code: 'signature.invalid' } });
    const right = await send(text);
    expect(right.status).toBe(202);
    expect(jsonOf(right)['position']).not.toEqual(jsonOf(forged)['position']);
    for (let tries = 0; (await journey(headerOf(right.headers, 'location'))).receipt === undefined && tries < 200; tries++);
    expect(await journey(headerOf(right.headers, 'location'))).toMatchObject({ state: 'recorded' });
    expect(jsonOf(await send(text))).toEqual(jsonOf(right));
  }, 60_000);

  it('finds messages whose ids are as long as they may be', async () => {
    const code = nextCode();
    const text = dossier(code, 'Cấp bản sao').replace(`"id":"system-${code}"`, `"id":"${'%/'.repeat(100)}"`);
    const answer = await send(text);
    expect({ status: answer.status, found: (await journey(headerOf(answer.headers, 'location'))).status }).toEqual({
      status: 202,
      found: 200,
    });
  }, 60_000);

  it('waits for the outcome if that is preferred', async () => {
    const text = dossier(nextCode(), 'Cấp bản sao').replace('"kind":"citizen"', '"kind":"robot"');
    const answer = await post(text, [event, `jws-signature: ${await jws(text)}`, 'prefer: respond-async, wait=20']);
    expect({ status: answer.status, ...jsonOf(answer) }).toMatchObject({ status: 200, state: 'refused', why: { code: 'dossier.shape' } });
  }, 60_000);

  it.each<[string, string, string[], (text: string) => string, number, string]>([
    ['nobody', 'nobody', [event], (text) => text, 401, 'gateway.unauthenticated'],
    ['what another party says', 'one-stop', [event, 'jws-signature: e30..AA'], (text) => text, 403, 'party.mismatch'],
    ['what nobody signed', 'portal', [event], (text) => text, 422, 'signature.missing'],
    ['what is no JSON', 'portal', [event], () => '{', 422, 'message.malformed'],
    [
      'an event without an id',
      'portal',
      [event, 'jws-signature: e30..AA'],
      (text) => text.replace('"id"', '"Id"'),
      422,
      'message.malformed',
    ],
    ['a type that is no event', 'portal', ['content-type: text/plain'], (text) => text, 422, 'message.malformed'],
    [
      'a message that is too large',
      'portal',
      [event, 'jws-signature: e30..AA'],
      (text) => text + ' '.repeat(70_000),
      413,
      'message.too-large',
    ],
    ['a packed body', 'portal', [event, 'content-encoding: gzip'], (text) => text, 415, 'gateway.content-type'],
  ])('refuses %s', async (_, who, headers, change, status, code) => {
    const answer = await post(change(dossier(nextCode(), 'Cấp bản sao')), headers, who);
    expect(jsonOf(answer)).toMatchObject({ status, code });
  });
}
