import { distance } from 'fastest-levenshtein';

/** The known word that a mistyped one most likely stands for; `undefined` when none is like it. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const ranked = [...known]
    .map((candidate) => ({ candidate, far: farness(word, candidate), off: Math.abs(word.length - candidate.length) }))
    .sort((a, b) => a.far - b.far || a.off - b.off);
  const best = ranked[0];
  return best && best.far <= Math.max(word.length, best.candidate.length) / 2 ? best.candidate : undefined;
}

/** Letter case and a forgotten ending (`password` for `passwordFile`) count little. */
function farness(word: string, candidate: string): number {
  const [a, b] = [word.toLowerCase(), candidate.toLowerCase()];
  return a.length > 2 && (b.startsWith(a) || a.startsWith(b)) ? 1 : distance(a, b);
}
