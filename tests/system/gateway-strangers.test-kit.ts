import { randomUUID } from 'node:crypto';
import type { GatewayTown } from './gateway.test-kit';
import { type Answer, type Caller, headerOf, jsonOf } from './gateway-http.test-kit';
import { putIntoInbox } from './gateway-inbox.test-kit';
import { sendSigned } from './gateway-messages.test-kit';

interface Place {
  readonly town: GatewayTown;
  readonly caller: Caller;
}

/** What its owner has at the door. */
interface Owned {
  /** Addresses of a sealed message of its own: by its own id, by the hub's, with what the acknowledgement said. */
  readonly messages: readonly string[];
  /** Deliveries that lie in its inbox. */
  readonly deliveries: readonly [toAcknowledge: string, toReject: string];
}

interface Route {
  /** Addresses of the owner's object, and one of an object that there is not. */
  addresses(owned: Owned): { readonly own: readonly string[]; readonly none: string };
  readonly words: readonly string[];
}

const ofMessage = (rest: string): Route => ({
  addresses: ({ messages }) => ({
    own: rest === '' ? messages : messages.filter((path) => !path.includes('?')).map((path) => `${path}${rest}`),
    none: `/v1/messages/${randomUUID()}${rest}`,
  }),
  words: [],
});
const ofDelivery = (which: 0 | 1, act: string, words: readonly string[]): Route => ({
  addresses: ({ deliveries }) => ({ own: [`/v1/inbox/${deliveries[which]}/${act}`], none: `/v1/inbox/${randomUUID()}/${act}` }),
  words: ['-X', 'POST', ...words],
});

/** Every route whose address names something that belongs to a party. */
const objects: Readonly<Record<string, Route>> = {
  'GET /v1/messages/{id}': ofMessage(''),
  'GET /v1/messages/{id}/payload': ofMessage('/payload'),
  'GET /v1/messages/{id}/receipt': ofMessage('/receipt'),
  'POST /v1/inbox/{id}/ack': ofDelivery(0, 'ack', []),
  'POST /v1/inbox/{id}/reject': ofDelivery(1, 'reject', ['-H', 'content-type: application/json', '--data-binary', '{"code":"sai"}']),
};

/** Every other route: how curl asks, and what somebody without a certificate is answered where they may ask. */
const others: Readonly<Record<string, { readonly words: readonly string[]; readonly open?: string }>> = {
  'POST /v1/verify': { words: ['-F', 'file=@phieu.p7s', '-F', 'content=@phieu.txt'], open: '200' },
  'POST /v1/sign': { words: ['-F', 'key=seal', '-F', 'format=cades', '-F', 'file=@phieu.txt'] },
  'POST /v1/messages': { words: ['-X', 'POST', '-H', 'content-type: application/cloudevents+json', '--data-binary', '{}'] },
  'GET /v1/inbox': { words: [] },
  'POST /v1/token': {
    words: ['-H', 'content-type: application/x-www-form-urlencoded', '--data-binary', 'grant_type=password'],
    open: '400 gateway.grant-refused',
  },
  'GET /v1/jwks.json': { words: [], open: '200' },
  'GET /.well-known/oauth-authorization-server': { words: [], open: '200' },
  'GET /v1/ready': { words: [], open: '200' },
  'GET /v1/openapi.json': { words: [], open: '200' },
};

const told = ({ status, body }: Answer): string =>
  status < 400 ? String(status) : `${status} ${String(jsonOf({ status, body, headers: '' })['code'])}`;

/** Tests: nobody learns of another party's object, nor that there is one. The routes are those of the gateway's own OpenAPI document. */
export function strangers(place: () => Place): void {
  const [owner, stranger] = ['portal', 'fire-safety'];
  const asked = (path: string, who: string | undefined, words: readonly string[]) => place().caller.curl(path, who, ...words);

  async function routes(): Promise<string[]> {
    const document = jsonOf(await asked('/v1/openapi.json', undefined, [])) as { paths: Record<string, object> };
    return Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
  }

  async function ownedObjects(): Promise<Owned> {
    const { town, caller } = place();
    const sent = await sendSigned({ town, caller });
    const path = headerOf(sent.headers, 'location');
    const look = async () => jsonOf(await asked(path, owner, [])) as { message?: string; receipt?: string };
    let found = await look();
    for (let tries = 0; found.receipt === undefined && tries < 200; tries++) found = await look();
    const party = '000.99.01.H26';
    const lay = (text: string): Promise<string> => putIntoInbox(town, party, Buffer.from(text), { 'jws-signature': 'a..b' });
    const deliveries = [await lay('một'), await lay('hai')] as const;
    return { messages: [path, path.split('?')[0] ?? '', `/v1/messages/${found.message}`], deliveries };
  }

  it('knows every route of the document', async () => {
    expect((await routes()).sort()).toEqual([...Object.keys(objects), ...Object.keys(others)].sort());
    expect((await routes()).filter((route) => route.includes('{')).sort()).toEqual(Object.keys(objects).sort());
  });

  it('answers another party what it answers of what there is not, and its owner what there is', async () => {
    const owned = await ownedObjects();
    const found: Record<string, object> = {};
    for (const turn of ['others first', 'then its owner'] as const)
      for (const [route, { addresses, words }] of Object.entries(objects)) {
        const { own, none } = addresses(owned);
        const missing = await asked(none, stranger, words);
        for (const path of turn === 'others first' ? own : []) {
          const theirs = await asked(path, stranger, words);
          found[`${route} ${own.indexOf(path)}`] = {
            ...{ stranger: told(theirs), same: theirs.body.equals(missing.body) },
            ...{ nobody: told(await asked(path, undefined, words)), unbound: told(await asked(path, 'unbound', words)) },
          };
        }
        for (const path of turn === 'then its owner' ? own : [])
          found[`${route} ${own.indexOf(path)}`] = {
            ...found[`${route} ${own.indexOf(path)}`],
            owner: told(await asked(path, owner, words)),
          };
      }
    const none = {
      stranger: '404 gateway.not-found',
      same: true,
      nobody: '401 gateway.unauthenticated',
      unbound: '403 certificate.unbound',
    };
    const forms = (route: string, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, form) => [`${route} ${form}`, { ...none, owner: '200' }])) as object;
    expect(found).toEqual({
      ...forms('GET /v1/messages/{id}', 3),
      ...forms('GET /v1/messages/{id}/payload', 2),
      ...forms('GET /v1/messages/{id}/receipt', 2),
      'POST /v1/inbox/{id}/ack 0': { ...none, owner: '200' },
      'POST /v1/inbox/{id}/reject 0': { ...none, owner: '200' },
    });
  }, 120_000);

  it('asks everybody who they are, but where everybody may come', async () => {
    const found: object[] = [];
    for (const [route, { words, open }] of Object.entries(others)) {
      const [, path = ''] = route.split(' ');
      const nobody = told(await asked(path, undefined, words));
      found.push({ route, open, nobody, unbound: told(await asked(path, 'unbound', words)) });
    }
    const expected = Object.entries(others).map(([route, { open }]) =>
      open === undefined
        ? { route, open, nobody: '401 gateway.unauthenticated', unbound: '403 certificate.unbound' }
        : { route, open, nobody: open, unbound: open },
    );
    expect(found).toEqual(expected);
  }, 60_000);
}
