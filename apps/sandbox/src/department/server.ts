import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Answer, type Call, json, serve } from '../http/server';
import { Mood } from '../mood/mood';
import { weatherMoods, weatherOf } from '../mood/weather';
import { Unacceptable, signaturesOf } from '../one-stop/verify';
import { FileRoom } from './file-room';
import { fetchInbox } from './inbox';
import type { Departments, DepartmentsOptions, WebhookDesk } from './model';
import { isSignedByHub } from './signed-by-hub';

type Desk = WebhookDesk & { readonly secret: string };

/** The departments' own systems: receivers of webhooks at `/<desk>`, and companies that fetch from their inboxes. */
export async function startDepartments(options: DepartmentsOptions): Promise<Departments> {
  const { host, port, dir, pkiDir, gateway, onDossier = () => undefined, now = () => new Date() } = options;
  const desks = await Promise.all(options.webhooks.map(withSecret));
  const room = await FileRoom.open(join(dir, 'departments.jsonl'), await signaturesOf('one-stop', pkiDir), onDossier);
  const mood = new Mood(weatherMoods);
  const server = await serve({
    ...{ host, port, limit: 1_048_576, headLimit: 32_768, behaviour: (path) => weatherOf(mood, path) },
    handle: (call) => receive(call, desks, room, now()),
    release: () => Promise.resolve(),
  });
  const ending = new AbortController();
  const fetchers =
    gateway === undefined
      ? []
      : options.inboxes.map(({ name }) => fetchInbox({ gateway, desk: name, pkiDir, room, now, stop: ending.signal }));
  return {
    url: server.url,
    mood,
    dossiers: () => room.dossiers(),
    stop: async () => {
      ending.abort();
      await Promise.all([server.stop(), ...fetchers]);
      await room.close();
    },
  };
}

const withSecret = async (desk: WebhookDesk): Promise<Desk> => ({ ...desk, secret: (await readFile(desk.secretFile, 'utf8')).trim() });

/** The hub's signature is checked before anything is parsed, then the one-stop system's. */
async function receive(call: Call, desks: readonly Desk[], room: FileRoom, now: Date): Promise<Answer> {
  const desk = desks.find(({ name }) => call.path === `/${name}`);
  if (!desk) return json(404, { code: 'not-found', message: `POST /${desks.map(({ name }) => name).join(', /')}` });
  if (call.method !== 'POST') return json(405, { code: 'method', message: 'POST' });
  const body = await call.body();
  if (!isSignedByHub(call, body, desk.secret, now))
    return json(401, { code: 'webhook-signature', message: 'not signed with the secret of this desk' });
  try {
    await room.take(desk.name, call.header('webhook-id'), call.header('ce-jwssignature'), body, now);
    return { status: 204 };
  } catch (error) {
    if (error instanceof Unacceptable) return json(422, { code: error.code, message: error.message });
    throw error;
  }
}
