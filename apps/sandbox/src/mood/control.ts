import { isRecord } from '@lienthong/message';
import { type Answer, type Call, json, serve, type Serving } from '../http/server';
import type { Mood, Spell } from './mood';

export interface ControlOptions {
  readonly port: number;
  readonly host?: string;
  /** By the stand-in's name. */
  readonly moods: Readonly<Record<string, Mood>>;
}

/** Where stand-ins are told how to behave: `GET /` shows all and what each knows, `PUT /{stand-in}` with `{mood, path?, calls?}` changes one. For this machine only. */
export const startControl = ({ port, host = '127.0.0.1', moods }: ControlOptions): Promise<Serving> =>
  serve({ port, host, limit: 4_096, behaviour: () => 'ok', handle: (call) => answer(call, moods) });

async function answer(call: Call, moods: ControlOptions['moods']): Promise<Answer> {
  if (call.method === 'GET' && call.path === '/') return json(200, shown(moods));
  const name = call.path.slice(1);
  const mood = Object.hasOwn(moods, name) ? moods[name] : undefined;
  if (!mood || call.method !== 'PUT') return json(404, { code: 'not-found', message: `GET /, or PUT /${Object.keys(moods).join(', /')}` });
  const spell = spellIn((await call.body()).toString('utf8'));
  const why = Object.entries(mood.meaningless).find(([one]) => one === spell?.mood)?.[1];
  if (why !== undefined) return json(400, { code: 'mood.meaningless', message: why });
  if (!spell || !mood.set(spell))
    return json(400, { code: 'mood', message: `{"mood", "path"?, "calls"?} with mood: ok, ${mood.known.join(', ')}` });
  return json(200, mood.current());
}

const shown = (moods: ControlOptions['moods']): unknown =>
  Object.fromEntries(Object.entries(moods).map(([name, mood]) => [name, shownOf(mood)]));

const shownOf = (mood: Mood): unknown => ({
  ...mood.current(),
  struck: mood.struck,
  known: ['ok', ...mood.known],
  meaningless: mood.meaningless,
});

function spellIn(text: string): Spell | undefined {
  const { mood, path, calls, ...unknown } = objectIn(text);
  if (typeof mood !== 'string' || Object.keys(unknown).length > 0) return undefined;
  if (path !== undefined && typeof path !== 'string') return undefined;
  if (calls !== undefined && !(typeof calls === 'number' && Number.isSafeInteger(calls) && calls > 0)) return undefined;
  return { mood, ...(path === undefined ? {} : { path }), ...(calls === undefined ? {} : { calls }) };
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
