import { isEqual } from './equal';
import type { Keyword, Lexer, Token } from './lexer';
import { isKind, type PdfDictionary, type PdfReference, type PdfValue } from './value';

interface Open {
  readonly kind: 'array' | 'dictionary';
  readonly items: PdfValue[];
}

const maxDepth = 64;
const maxItems = 1_000_000;

export interface Parsed {
  readonly value: PdfValue;
  /** The word that ended it: `endobj`, `stream`, … or nothing at the end of the input. */
  readonly word: string;
}

/** Exactly one object and the keyword after it. Nothing recurses: a stack of 64 open arrays and dictionaries is the limit. */
export function parseValue(lexer: Lexer): Parsed {
  const top: PdfValue[] = [];
  const stack: Open[] = [];
  for (let count = 0; ; count++) {
    if (count > maxItems) throw lexer.broken('object without end');
    const items = stack.at(-1)?.items ?? top;
    const token = lexer.next();
    if (token === '[' || token === '<<') {
      if (stack.length === maxDepth) throw lexer.broken('nested too deep');
      stack.push({ kind: token === '[' ? 'array' : 'dictionary', items: [] });
    } else if (token === ']' || token === '>>') {
      const closed = stack.pop();
      if (closed?.kind !== (token === ']' ? 'array' : 'dictionary')) throw lexer.broken('unexpected delimiter');
      (stack.at(-1)?.items ?? top).push(closed.kind === 'array' ? { kind: 'array', items: closed.items } : dictionary(lexer, closed.items));
    } else if (token === 'end' || isKeyword(token)) {
      if (token !== 'end' && takeWord(lexer, token, items)) continue;
      const [value, ...others] = top;
      if (stack.length > 0 || value === undefined || others.length > 0) throw lexer.broken('not one object');
      return { value, word: token === 'end' ? '' : token.word };
    } else items.push(token);
  }
}

/** Whether the word is part of the object. */
function takeWord(lexer: Lexer, { word }: Keyword, items: PdfValue[]): boolean {
  switch (word) {
    case 'true':
    case 'false':
      items.push(word === 'true');
      return true;
    case 'null':
      items.push(null);
      return true;
    case 'R':
      items.push(reference(lexer, items));
      return true;
    default:
      return false;
  }
}

function reference(lexer: Lexer, items: PdfValue[]): PdfReference {
  const [generation, number] = [items.pop(), items.pop()];
  if (!isIndex(number) || !isIndex(generation)) throw lexer.broken('reference without numbers');
  return { kind: 'reference', number, generation };
}

function dictionary(lexer: Lexer, items: readonly PdfValue[]): PdfDictionary {
  const entries = new Map<string, PdfValue>();
  let repeats = false;
  for (let index = 0; index < items.length; index += 2) {
    const [key, value] = [items[index], items[index + 1]];
    if (!isKind(key, 'name') || value === undefined) throw lexer.broken('dictionary without a key or a value');
    const said = entries.get(key.name);
    if (said !== undefined) repeats ||= !isEqual(said, value);
    else entries.set(key.name, value);
  }
  return { kind: 'dictionary', entries, repeats };
}

const isIndex = (value: PdfValue | undefined): value is number => typeof value === 'number' && value >= 0 && value <= 0xffff_ffff;
const isKeyword = (token: Exclude<Token, string>): token is Keyword => typeof token === 'object' && token.kind === 'keyword';
