import { refuse } from './failure';

const limits = { depth: 32, nodes: 50_000 };
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Parses JSON bytes from outside: strict UTF-8, bounded depth and size, no member name twice in one object (RFC 7493 §2.3: readers
 * disagree which one counts), no key that pollutes a prototype, nothing that PostgreSQL cannot store (NUL, lone surrogates).
 */
export function parseJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refuse('message.malformed', { reason: 'not UTF-8' }, cause);
  }
  scan(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refuse('message.malformed', { reason: 'not JSON' }, cause);
  }
  checkTree(value, { left: limits.nodes });
  return value;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Once over the text before the parser recurses into it: how deep it nests, and whether an object names a member twice. */
function scan(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === quote) {
      const end = endOfString(text, i);
      if (isName(text, end)) takeName(open.at(-1), text.slice(i, end));
      i = end - 1;
    } else if (c === openBrace || c === openBracket) {
      if (open.push(c === openBrace ? new Set() : undefined) > limits.depth)
        throw refuse('message.malformed', { reason: `nested deeper than ${limits.depth}` });
    } else if (c === closeBrace || c === closeBracket) open.pop();
  }
}

const [quote, backslash, colon, openBrace, closeBrace, openBracket, closeBracket] = [0x22, 0x5c, 0x3a, 0x7b, 0x7d, 0x5b, 0x5d];

/** Index after the closing quote, or the text's length when there is none. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === backslash) i++;
    else if (c === quote) return i + 1;
  }
  return text.length;
}

function isName(text: string, end: number): boolean {
  let i = end;
  while (text[i] === ' ' || text[i] === '\n' || text[i] === '\r' || text[i] === '\t') i++;
  return text.charCodeAt(i) === colon;
}

/** `literal` with its quotes; names that only differ in their escapes are the same. */
function takeName(names: Set<string> | undefined, literal: string): void {
  const name = literal.includes('\\') ? unescaped(literal) : literal.slice(1, -1);
  if (names?.has(name)) throw refuse('message.malformed', { reason: 'a member name stands twice in one object' });
  names?.add(name);
}

function unescaped(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch (cause) {
    throw refuse('message.malformed', { reason: 'not JSON' }, cause);
  }
}

function checkTree(value: unknown, budget: { left: number }): void {
  if (--budget.left < 0) throw refuse('message.malformed', { reason: `more than ${limits.nodes} values` });
  if (typeof value === 'number' && !Number.isFinite(value)) throw refuse('message.malformed', { reason: 'a number beyond IEEE 754' });
  if (typeof value === 'string') checkText(value);
  else if (Array.isArray(value)) for (const item of value) checkTree(item, budget);
  else if (isRecord(value))
    for (const [key, item] of Object.entries(value)) {
      if (forbidden.has(key)) throw refuse('message.malformed', { reason: 'forbidden key' });
      checkText(key);
      checkTree(item, budget);
    }
}

function checkText(text: string): void {
  if (text.includes('\0')) throw refuse('message.malformed', { reason: 'NUL character' });
  if (!text.isWellFormed()) throw refuse('message.malformed', { reason: 'lone surrogate' });
}
