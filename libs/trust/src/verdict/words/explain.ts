import type { Check } from '../found';
import { content } from './content';
import { path } from './path';
import { revocation } from './revocation';
import type { CheckWords, Sentence } from './sentence';
import { signature } from './signature';
import { time } from './time';
import { timestamp } from './timestamp';
import { xml } from './xml';

const catalogue: Readonly<Record<string, CheckWords>> = { ...signature, ...content, ...time, ...timestamp, ...path, ...revocation, ...xml };

/** The words of a check; its code alone where the catalogue has none, which a test forbids. */
export function explainCheck({ code, result }: Check): Sentence {
  const words = Object.hasOwn(catalogue, code) ? catalogue[code] : undefined;
  return words?.[result] ?? words?.passed ?? { vi: code, en: code };
}

/** Every code that has words. */
export const checkCodes: readonly string[] = Object.keys(catalogue);
