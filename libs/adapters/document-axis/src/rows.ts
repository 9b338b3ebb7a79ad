import { unreadableAnswer } from '@lienthong/adapter-kit';
import { isRecord } from '@lienthong/message';
import type { Answer } from './call';

/** A line of a list; members that are texts or numbers, as texts. */
export type Row = Readonly<Record<string, string>>;

/** The rows of a list. Throws `Failure` when there is no list; a line that is none is left out. */
export function rowsOf({ members }: Answer): Row[] {
  const { data } = members;
  if (!Array.isArray(data)) throw unreadableAnswer({ reason: 'no list in data' });
  return data.flatMap((row: unknown) => (isRecord(row) ? [textsOf(row)] : []));
}

const textsOf = (row: Readonly<Record<string, unknown>>): Row =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => (typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [])),
  );

/** An id of the axis that may stand in a header again. */
export const isId = (text: string | undefined): text is string => text !== undefined && /^[!-~]{1,200}$/.test(text);

/** RFC 4648 §4, line breaks allowed. `undefined`: not base64, or nothing in it. */
export function decoded(base64: unknown): Buffer | undefined {
  if (typeof base64 !== 'string') return undefined;
  const text = base64.replace(/\s/g, '');
  const bytes = Buffer.from(text, 'base64');
  return bytes.length > 0 && bytes.toString('base64') === text ? bytes : undefined;
}
