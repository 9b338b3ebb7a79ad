import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isRecord } from '@lienthong/message';
import { sameSecret } from '../http/secret';
import { type Answer, type Call, json, serve } from '../http/server';
import { Mood } from '../mood/mood';
import { plainMoods, plainWeatherOf, weatherMoods } from '../mood/weather';
import { Journal } from '../store/journal';
import { Cabinet } from './cabinet';
import { type Door, putDossier } from './door';
import type { Entry } from './entry';
import { Events, putEvent } from './events';
import { Feed } from './feed';
import type { OneStop, OneStopOptions } from './model';
import { signaturesOf } from './verify';

/**
 * What it can be told besides the weather. `ok-with-error`: says no with HTTP 200. `session-expired`: the key counts no more. `repeat`: with
 * new changes the feed offers some that were acknowledged, and each new one twice. `reorder`: a page of the feed begins with its newest.
 * `rotate-certificate`: who works here signs with the next certificate. `backlog`: away, and every change of that time at once afterwards.
 */
const moods = [...weatherMoods, ...plainMoods, 'ok-with-error', 'session-expired', 'repeat', 'reorder', 'rotate-certificate'];

/**
 * The one-stop system: a door for dossiers (`PUT /v1/dossiers/{code}`) and for what the business register tells (`PUT /v1/events/{id}`), and a
 * feed of changes (`GET /v1/changes`, `POST /v1/changes/ack`).
 */
export async function startOneStop(options: OneStopOptions): Promise<OneStop> {
  const {
    port,
    dir,
    host = '127.0.0.1',
    believed = [],
    onDossier = () => undefined,
    now = () => new Date(),
    mood = new Mood(moods),
  } = options;
  const key = (await readFile(options.keyFile, 'utf8')).trim();
  const verify = await signaturesOf('portal', options.pkiDir ?? join(dirname(dir), 'pki'));
  const journal = await Journal.open<Entry>(join(dir, 'one-stop.jsonl'));
  const [cabinet, feed, events] = [new Cabinet(journal), new Feed(journal, mood), new Events(journal)];
  const door: Door = { cabinet, verify, believed, onDossier, now };
  const handle = (call: Call): Promise<Answer> => answer(call, { key, door, feed, events, mood });
  const server = await serve({
    port,
    host,
    limit: 1_048_576,
    behaviour: (path) => plainWeatherOf(mood, path),
    handle,
    slowMs: options.slowMs ?? 3_000,
    release: () => journal.close(),
  });
  return {
    url: server.url,
    dossiers: () => cabinet.dossiers(),
    events: () => events.all(),
    repeatedUnderOtherIds: () => cabinet.underOtherIds(),
    publish: (change) => feed.publish(change),
    feed: () => feed.state(),
    mood,
    stop: () => server.stop(),
  };
}

interface Desk {
  readonly key: string;
  readonly door: Door;
  readonly feed: Feed;
  readonly events: Events;
  readonly mood: Mood;
}

/** The key is checked before anything else is read. */
async function answer(call: Call, { key, door, feed, events, mood }: Desk): Promise<Answer> {
  const expired = mood.strikes('session-expired', call.path);
  if (expired || !sameSecret(call.header('x-api-key'), key)) return json(401, { code: 'key', message: 'send the right X-Api-Key' });
  if (mood.strikes('ok-with-error', call.path)) return json(200, { code: 'stand-in.bad-day', message: 'this stand-in was told to fail' });
  const code = /^\/v1\/dossiers\/([0-9A-Za-z.-]{1,60})$/.exec(call.path)?.[1];
  if (code && call.method === 'PUT') return putDossier(code, call, door);
  const event = /^\/v1\/events\/([0-9a-f-]{1,60})$/.exec(call.path)?.[1];
  if (event && call.method === 'PUT') return putEvent(event, call, events, door.now);
  if (call.path === '/v1/changes' && call.method === 'GET') return changes(call, feed);
  if (call.path === '/v1/changes/ack' && call.method === 'POST') return acknowledge(call, feed);
  return json(404, { code: 'not-found', message: 'PUT /v1/dossiers/{code}, PUT /v1/events/{id}, GET /v1/changes or POST /v1/changes/ack' });
}

async function changes(call: Call, feed: Feed): Promise<Answer> {
  const limit = whole(call.query.get('limit') ?? '100', 1, 1_000);
  const wait = whole(call.query.get('wait') ?? '0', 0, 30);
  if (limit === undefined || wait === undefined) return json(400, { code: 'query', message: 'limit is 1 to 1000, wait 0 to 30 seconds' });
  return json(200, { items: await feed.next(limit, wait * 1_000, call.gone) });
}

async function acknowledge(call: Call, feed: Feed): Promise<Answer> {
  const upTo = upToOf((await call.body()).toString('utf8'));
  if (upTo === undefined || !(await feed.acknowledge(upTo)))
    return json(400, { code: 'ack', message: 'upTo must be the number of a change that was offered' });
  return { status: 204 };
}

function whole(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : undefined;
}

function upToOf(text: string): number | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const upTo = isRecord(value) ? value['upTo'] : undefined;
    return typeof upTo === 'number' && Number.isSafeInteger(upTo) && upTo >= 0 ? upTo : undefined;
  } catch {
    return undefined;
  }
}
