import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isRecord } from '@lienthong/message';
import { type Answer, type Behaviour, type Call, firstHalf, json, serve } from '../http/server';
import { Mood } from '../mood/mood';
import { plainMoods, plainWeatherOf, weatherMoods } from '../mood/weather';
import { Sessions } from '../portal/sessions';
import { handle2020 } from './api-2020';
import { handle2026 } from './api-2026';
import { NationalBook } from './book';
import type { NationalPortal, NationalPortalOptions } from './model';

/**
 * What it can be told besides the weather. `ok-with-error`: says no with a code as text. `session-expired`: gives sessions and tokens that it
 * then does not accept. `repeat`, `reorder`: rows of an answer twice, or the last first. `backlog`: away.
 */
const moods = [...weatherMoods, ...plainMoods, 'ok-with-error', 'session-expired', 'repeat', 'reorder'];
const meaningless = { 'rotate-certificate': 'it is called in the clear here and signs nothing' };

/** Both generations of the National Public Service Portal: `/adapter/*` of 2020, `/m2026/*` of 2026. */
export async function startNationalPortal(options: NationalPortalOptions): Promise<NationalPortal> {
  const { port, dir, host = '127.0.0.1', now = () => new Date(), slowMs = 3_000, mood = new Mood(moods, meaningless) } = options;
  const book = await NationalBook.open(join(dir, 'national-portal.jsonl'));
  const sessions = new Sessions(now);
  const calls: Record<string, number> = {};

  const handle = async (call: Call): Promise<Answer> => {
    const alive = (session: unknown): boolean => !mood.strikes('session-expired', service) && sessions.alive(session);
    const desk = { ...options, book, now, start: () => sessions.start(), alive };
    const { service, work } = await (call.path.startsWith('/m2026/') ? handle2026(call, desk) : handle2020(call, desk));
    calls[service] = (calls[service] ?? 0) + 1;
    if (mood.strikes('ok-with-error', service)) return refusal;
    return behave(plainWeatherOf(mood, service), async () => listedIn(mood, service, await work()), call, slowMs);
  };
  const release = (): Promise<void> => book.close();
  const server = await serve({ port, host, limit: 16 * 1_048_576, behaviour: () => 'ok', handle, release });
  return {
    url: server.url,
    effects: () => book.effects(),
    dossiers: () => book.dossiers(),
    calls: () => ({ ...calls }),
    mood,
    dropSessions: () => sessions.endAll(),
    stop: () => server.stop(),
  };
}

const refusal = json(200, { error_code: '99', code: '99', message: 'NgayHenTra của Nguyễn Văn Ví Dụ không hợp lệ' });

/** A service is known only from a call's body: the weather comes when that is read. */
async function behave(behaviour: Behaviour, work: () => Promise<Answer>, call: Call, slowMs: number): Promise<Answer> {
  if (typeof behaviour === 'object') return behaviour;
  if (behaviour === 'slow') await delay(slowMs);
  if (behaviour === 'silent') await new Promise<void>((resolve) => call.gone.addEventListener('abort', () => resolve(), { once: true }));
  if (behaviour === 'silent' || behaviour === 'away') return broken({ status: 200, body: '' });
  const answer = await work();
  if (behaviour === 'lost-answer') return broken({ ...answer, body: '' });
  if (behaviour === 'cut') return broken(answer);
  return behaviour === 'half' ? { ...answer, body: firstHalf(answer) } : answer;
}

/** Promises more than it sends, then closes. */
const broken = ({ status, headers, body = '' }: Answer): Answer => ({
  status,
  headers: { ...headers, 'content-length': String(Buffer.byteLength(body) + 100), connection: 'close' },
  body,
});

function listedIn(mood: Mood, service: string, answer: Answer): Answer {
  const told: unknown = answer.body === undefined ? undefined : JSON.parse(Buffer.from(answer.body).toString('utf8'));
  if (!isRecord(told) || !Array.isArray(told['result']) || told['result'].length === 0) return answer;
  const rows = told['result'] as readonly unknown[];
  const [twice, turned] = [mood.strikes('repeat', service), mood.strikes('reorder', service)];
  if (!twice && !turned) return answer;
  return json(answer.status, { ...told, result: twice ? [...rows, ...rows] : rows.toReversed() });
}
