import { join } from 'node:path';
import { type Answer, type Call, json, serve, TooLarge } from '../http/server';
import { Mood } from '../mood/mood';
import { weatherMoods, weatherOf } from '../mood/weather';
import { Journal } from '../store/journal';
import { type Desk, type Gain, type Method, methods } from './calls';
import { Directory } from './directory';
import { Documents } from './documents';
import type { Entry } from './entry';
import type { Axis, AxisOptions } from './model';
import { PostOffice } from './post-office';
import { errorCodes, type ErrorName, Refused } from './refused';
import { type SignatureRules, verifySigned } from './signature';

const day = 86_400_000;

/**
 * What the axis can be told besides the weather. `ok-with-error`: says no to everything. `session-expired`: the secret counts no more.
 * `repeat`: lists every document twice, once as if it were new. `reorder`: newest first. `half-file`: half a document.
 * `backlog`: empty lists, and everything at once when it is over.
 */
const axisMoods = [...weatherMoods, 'ok-with-error', 'session-expired', 'repeat', 'reorder', 'half-file', 'backlog'];
const meaningless = { 'rotate-certificate': 'the axis knows its callers by a shared secret and signs nothing itself' };

/** Stand-in of the national document axis (VXP): `POST {any path}/{method}`, parameters in signed headers, every answer HTTP 200. */
export async function startAxis(options: AxisOptions): Promise<Axis> {
  const { port, dir, systems, host = '127.0.0.1', now = () => new Date(), limit = 64 << 20, hashFile = 'sdk' } = options;
  const mood = options.mood ?? new Mood(axisMoods, meaningless);
  const journal = await Journal.open<Entry>(join(dir, 'axis.jsonl'));
  const documents = new Documents(join(dir, 'documents'));
  const office = new PostOffice(journal, documents, options.repeatWindowMs ?? day);
  const directory = new Directory(journal, systems, now().toISOString());
  const secrets = new Map(systems.map(({ systemid, secret }) => [systemid, secret]));
  const rules = { secretOf: (id: string) => secrets.get(id), now, timestampWindowMs: options.timestampWindowMs ?? 2 * day };
  const desk: Desk = { office, documents, directory, mood, now, hashFile };
  const server = await serve({
    port,
    host,
    limit,
    // the receivers of one document stand in three headers
    headLimit: 4 << 20,
    behaviour: (path) => weatherOf(mood, methodName(path)),
    handle: (call) => answer(call, rules, desk),
    ...(options.slowMs === undefined ? {} : { slowMs: options.slowMs }),
    release: () => journal.close(),
  });
  return {
    url: server.url,
    mood,
    post: async ({ from, to, file }) => {
      const systemid = directory.systemOf(from) ?? '';
      const bytes = Buffer.from(file);
      const messageType = bytes.includes('<edXML:StatusCode>') ? 'status' : 'edoc';
      await office.post({ systemid, from, to: [to], messageType, file: bytes, at: now() });
    },
    sent: () => office.sent(),
    bytesOf: (docId) => documents.bytesOf(docId),
    stop: () => server.stop(),
  };
}

/** Where a mood names a path, it names the method. */
const methodName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

async function answer(call: Call, rules: SignatureRules, desk: Desk): Promise<Answer> {
  const name = methodName(call.path);
  const method = Object.hasOwn(methods, name) && call.method === 'POST' ? methods[name] : undefined;
  try {
    if (!method) throw new Refused('call', `POST …/{${Object.keys(methods).join(', ')}}`);
    return json(200, { status: 'OK', ErrorCode: '0', ErrorDesc: 'Thành công', ...(await run(name, method, call, rules, desk)) });
  } catch (error) {
    await call.discard();
    const [why, words] = reasonOf(error);
    return json(200, {
      status: 'ERROR',
      ErrorCode: errorCodes[why],
      ErrorDesc: words,
      ...(method ? method.missing : { DocId: '', data: '' }),
    });
  }
}

/** Who calls is known before anything of the body is read. */
async function run(path: string, method: Method, call: Call, rules: SignatureRules, desk: Desk): Promise<Gain> {
  if (desk.mood.strikes('ok-with-error', path)) throw new Refused('stand_in', 'hệ thống bận / this stand-in was told to fail');
  const signed = verifySigned(
    call.headers,
    desk.mood.strikes('session-expired', path) ? { ...rules, secretOf: () => 'another secret' } : rules,
  );
  return method.run({ ...signed, path, body: () => call.body() }, desk);
}

function reasonOf(error: unknown): [ErrorName, string] {
  if (error instanceof Refused) return [error.why, error.message];
  if (error instanceof TooLarge) return ['size', 'văn bản quá lớn / the document is too large'];
  return ['stand_in', error instanceof Error ? error.message : 'unknown'];
}
