import { type HttpClient, type HttpResponse, statusFailure, unreadableAnswer } from '@lienthong/adapter-kit';
import { isRecord, later, parseJson } from '@lienthong/message';
import type { BusinessRegistrationConfig } from './config';

type Members = Readonly<Record<string, unknown>>;

/** What the register says of one enterprise. */
export interface Answer {
  /** Bytes as they came. */
  readonly body: Uint8Array;
  readonly data: Members;
}

/** The services of the register on the exchange platform. Each throws `Failure`; none changes anything there. */
export interface Registry {
  details(code: string, stop?: AbortSignal): Promise<Answer>;
  /** Changes behind the one of this number, or from the configured day on, oldest first as far as the register keeps its word. */
  changes(after: number | undefined, limit: number, stop?: AbortSignal): Promise<readonly unknown[]>;
  categories(stop?: AbortSignal): Promise<unknown>;
}

const changesLimit = 16 << 20;

export function registryOf({ baseUrl, paths, timeout, changes }: BusinessRegistrationConfig, http: HttpClient): Registry {
  const ask = async (path: string, query: Readonly<Record<string, string>>, stop?: AbortSignal): Promise<HttpResponse> => {
    const search = new URLSearchParams(query).toString();
    const response = await http.request({
      method: 'GET',
      url: `${baseUrl}${path}${search === '' ? '' : `?${search}`}`,
      headers: { accept: 'application/json', 'accept-charset': 'UTF-8' },
      ...(stop && { signal: stop }),
      timeoutMs: timeout,
      ...(path === paths.changes && { maxResponseBytes: changesLimit }),
    });
    if (response.status === 404) throw later('delivery.unavailable', { status: '404', reason: 'there is no such service at this address' });
    const failure = statusFailure(response);
    if (failure) throw failure;
    return response;
  };
  const since = changes?.since?.replaceAll('-', '');
  return {
    async details(code, stop) {
      const { body } = await ask(paths.details, { msdn: code }, stop);
      const data = dataIn(parsed(body));
      if (!isRecord(data)) throw unreadableAnswer({ reason: 'Data is no object' });
      return { body, data };
    },
    async changes(after, limit, stop) {
      const from: Record<string, string> = after === undefined ? (since === undefined ? {} : { tuNgay: since }) : { sau: String(after) };
      const { body } = await ask(paths.changes, { ...from, soLuong: String(limit) }, stop);
      const data = dataIn(looselyParsed(body));
      if (!Array.isArray(data)) throw unreadableAnswer({ reason: 'Data is no list' });
      return data as readonly unknown[];
    },
    async categories(stop) {
      const { body } = await ask(paths.categories, {}, stop);
      return dataIn(looselyParsed(body));
    },
  };
}

/** Only an answer with `Data` and without a complaint says anything: an error told with 200 must not pass for "no such enterprise". */
function dataIn(answer: unknown): unknown {
  if (!isRecord(answer)) throw unreadableAnswer({ reason: 'not an object' });
  const complaint = Object.keys(answer).find((name) => /^(fault|error|error_?code)$/i.test(name) && !isNothing(answer[name]));
  if (complaint !== undefined) throw unreadableAnswer({ reason: 'the register reports an error', field: complaint });
  if (!('Data' in answer)) throw unreadableAnswer({ reason: 'no Data' });
  return answer['Data'];
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === false || value === 0 || (typeof value === 'string' && /^0*$/.test(value));

function parsed(body: Uint8Array): unknown {
  try {
    return parseJson(body);
  } catch (cause) {
    throw unreadableAnswer({ reason: 'not JSON' }, cause);
  }
}

/** Of a list: what stands in a row is judged by itself, one odd text must not hide the others. */
function looselyParsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8').decode(body));
  } catch (cause) {
    throw unreadableAnswer({ reason: 'not JSON' }, cause);
  }
}
