import { type Answer, type Behaviour, broken } from '../http/server';
import type { Mood } from './mood';

const page: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!DOCTYPE html><html><body><h1>Hệ thống đang bảo trì</h1></body></html>',
};

/** What happens to a call before anybody has looked at it. */
const weathers = {
  slow: 'slow',
  silent: 'silent',
  'lost-answer': 'lost-answer',
  cut: 'cut',
  error500: broken(500),
  error503: broken(503),
  html: page,
  empty: { status: 200 },
  redirect: { status: 302, headers: { location: '/' } },
} as const satisfies Readonly<Record<string, Behaviour>>;

/** Moods of the connection, which every stand-in can have. */
export const weatherMoods: readonly string[] = Object.keys(weathers);

/** For `serve`: how the call of this path fares. */
export const weatherOf = (mood: Mood, path: string): Behaviour =>
  Object.entries(weathers).find(([name]) => mood.strikes(name, path))?.[1] ?? 'ok';

/** Further ones, for a stand-in to which half a file is half an answer, and hours away are nothing but an absence. */
export const plainMoods: readonly string[] = ['half-file', 'backlog'];

/** For `serve`: the weather with {@link plainMoods}. */
export function plainWeatherOf(mood: Mood, path: string): Behaviour {
  if (mood.strikes('backlog', path)) return 'away';
  return mood.strikes('half-file', path) ? 'half' : weatherOf(mood, path);
}
