import { refuse } from '@lienthong/message';
import { type Element, headerOf } from './element';
import type { EdxmlFacts } from './model';

const kinds: Readonly<Record<string, EdxmlFacts['kind']>> = { '0': 'new', '1': 'recall', '2': 'update', '3': 'replacement' };

/** Throws `Failure` `message.malformed` for what names no sender, no receiver, no document or no time. */
export function readFacts(bytes: Uint8Array): EdxmlFacts {
  const header = headerOf(bytes);
  const message = child(header, 'MessageHeader');
  const from = required(message, 'From', 'OrganId');
  return find(message, 'StatusCode') ? statusFacts(message, from) : documentFacts(header, message, from);
}

function statusFacts(message: Element, from: string): EdxmlFacts {
  const documentId = required(message, 'ResponseFor', 'DocumentId');
  return {
    kind: 'status',
    about: documentId,
    documentId,
    from,
    to: [required(message, 'ResponseFor', 'OrganId')],
    status: required(message, 'StatusCode'),
    at: timeOf(required(message, 'Timestamp')),
  };
}

function documentFacts(header: Element, message: Element, from: string): EdxmlFacts {
  const documentId = required(message, 'DocumentId');
  const trace = find(header, 'TraceHeaderList');
  const bussiness = trace && find(trace, 'Bussiness');
  const kind = kinds[bussiness && text(bussiness, 'BussinessDocType') ? text(bussiness, 'BussinessDocType') : '0'];
  if (!kind) throw missing('BussinessDocType');
  const to = message.children.filter(({ name }) => name === 'To').map((one) => required(one, 'OrganId'));
  if (to.length === 0) throw missing('To');
  const notation = [text(message, 'Code', 'CodeNumber'), text(message, 'Code', 'CodeNotation')].filter(Boolean).join('/');
  return {
    kind,
    about: firstOf(bussiness ? text(bussiness, 'DocumentId') : '', documentId),
    documentId,
    from,
    to: [...new Set(to)],
    ...(notation === '' ? {} : { notation }),
    at: timeOf(firstOf(trace ? lastTrace(trace) : '', text(message, 'PromulgationInfo', 'PromulgationDate'))),
  };
}

const firstOf = (first: string, second: string): string => (first === '' ? second : first);

function lastTrace(trace: Element): string {
  const last = trace.children.findLast(({ name }) => name === 'TraceHeader');
  return last ? text(last, 'Timestamp') : '';
}

const find = (element: Element, name: string): Element | undefined => element.children.find((one) => one.name === name);

/** Text at the end of a path of first children; `''` when there is none. */
const text = (element: Element, ...path: readonly string[]): string =>
  path.reduce<Element | undefined>((at, name) => at && find(at, name), element)?.text ?? '';

function child(element: Element, name: string): Element {
  const found = find(element, name);
  if (!found) throw missing(name);
  return found;
}

function required(element: Element, ...path: readonly string[]): string {
  const value = text(element, ...path);
  if (value === '') throw missing(path.join('/'));
  return value;
}

/** `yyyy/MM/dd` or `yyyy/MM/dd HH:mm:ss`, Hanoi time. */
function timeOf(written: string): Date {
  const [, date, time = '00:00:00'] = /^(\d{4}\/\d{2}\/\d{2})(?: (\d{2}:\d{2}:\d{2}))?$/.exec(written) ?? [];
  const at = new Date(`${date?.replaceAll('/', '-')}T${time}+07:00`);
  if (
    date === undefined ||
    Number.isNaN(at.getTime()) ||
    at.getTime() < 0 ||
    !new Date(at.getTime() + 25_200_000).toISOString().startsWith(date.replaceAll('/', '-'))
  )
    throw missing('a time');
  return at;
}

const missing = (field: string) => refuse('message.malformed', { field });
