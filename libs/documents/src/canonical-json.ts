import { isRecord } from '@lienthong/message';

/**
 * RFC 8785 form of a value that came from JSON: members sorted by UTF-16 code units, no white space. Numbers and strings of
 * ECMAScript's own serialisation already are what the RFC demands (§3.2.2).
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value ?? null);
  const members = Object.keys(value)
    .filter((name) => value[name] !== undefined)
    .toSorted();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`).join(',')}}`;
}
