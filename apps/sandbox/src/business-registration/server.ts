import { join } from 'node:path';
import { type Answer, type Call, serve } from '../http/server';
import { Mood } from '../mood/mood';
import { weatherMoods, weatherOf } from '../mood/weather';
import { Journal } from '../store/journal';
import { Book } from './book';
import type { BusinessRegister, BusinessRegisterOptions, ChangeRow } from './model';
import { type Services, services } from './services';
import { fault, Tokens } from './tokens';

/**
 * What the register can be told besides the weather. `ok-with-error`: reports an error with 200. `session-expired`: no token counts. `half-file`: half of
 * what it has to say, with its end missing. `repeat`, `reorder`: changes twice, newest first. `backlog`: no changes, and all at once when it
 * is over. `rotate-certificate`: shows its second certificate to new connections.
 */
const registerMoods = [...weatherMoods, 'ok-with-error', 'session-expired', 'half-file', 'repeat', 'reorder', 'backlog'];
const rotation = 'rotate-certificate';

const moodOf = (certificates: readonly unknown[]): Mood =>
  certificates.length > 1
    ? new Mood([...registerMoods, rotation])
    : new Mood(registerMoods, { [rotation]: 'it has one certificate, or speaks plain HTTP' });

/** Stand-in of the national business register behind NDXP: `POST …/token`, then its services with a Bearer token. */
export async function startBusinessRegister(options: BusinessRegisterOptions): Promise<BusinessRegister> {
  const { port, dir, client, host = '127.0.0.1', now = () => new Date(), certificates = [] } = options;
  const mood = options.mood ?? moodOf(certificates);
  const journal = await Journal.open<ChangeRow>(join(dir, 'business-registration.jsonl'));
  const book = new Book(journal);
  const tokens = new Tokens(client, options.tokenSeconds ?? 3_600, now);
  const desk: Services = { book, mood, lookedUp: [] };
  const [first, second = first] = certificates;
  const server = await serve({
    port,
    host,
    limit: 65_536,
    behaviour: (path) => weatherOf(mood, serviceName(path)),
    handle: (call) => answer(call, tokens, desk),
    ...(first && { certificate: () => (mood.strikes(rotation, '') ? (second ?? first) : first) }),
    ...(options.slowMs === undefined ? {} : { slowMs: options.slowMs }),
    release: () => journal.close(),
  });
  return {
    url: server.url,
    mood,
    publish: (row) => book.add(row),
    last: () => book.last,
    lookedUp: () => desk.lookedUp,
    stop: () => server.stop(),
  };
}

/** Where a mood names a path, it names the service. */
const serviceName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

async function answer(call: Call, tokens: Tokens, desk: Services): Promise<Answer> {
  const name = serviceName(call.path);
  if (name === 'token' && call.method === 'POST') return tokens.give(call);
  const service = Object.hasOwn(services, name) && call.method === 'GET' ? services[name] : undefined;
  if (!service) return fault(404, 900906, `No matching resource found: GET …/{${Object.keys(services).join(', ')}}, POST /token`);
  if (desk.mood.strikes('session-expired', name) || !tokens.accepts(call)) return fault(401, 900901, 'Invalid Credentials');
  if (desk.mood.strikes('ok-with-error', name)) return fault(200, 101_504, 'Send timeout');
  const whole = service(call, desk);
  return desk.mood.strikes('half-file', name) ? half(whole) : whole;
}

function half(answer: Answer): Answer {
  const bytes = Buffer.from(answer.body ?? '');
  return { ...answer, body: bytes.subarray(0, Math.ceil(bytes.length / 2)) };
}
