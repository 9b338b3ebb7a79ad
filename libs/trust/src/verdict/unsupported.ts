import { type Check, UnreadableError } from './found';
import type { SignatureVerdict } from './report';

/** Things that a signature may use and that are not processed here; everything else that is refused speaks against the signature. */
export const supportable: ReadonlySet<string> = new Set([
  'signature.algorithm',
  'signature.canonicalization',
  'signature.malformed',
  'signature.unsupported',
  'digest.algorithm',
  'reference.algorithm',
  'reference.digest',
  'reference.transform',
]);

/** Whoever has the key of a MAC could have made it, and everybody can make collisions of the oldest digests: none of that is a signature. */
const worthless =
  /^none$|^HS\d|hmac|md[245]\b|sha-?1\b|#dsa-|^1\.2\.840\.113549\.1\.1\.[234]$|^1\.2\.840\.113549\.2\.|^1\.2\.840\.10040\.4\./i;

/** For the facts of a check that refused an algorithm: one that is only not known here is told apart from one that nobody should take. */
export const refusedAlgorithm = (name: string): Check['facts'] => (worthless.test(name) ? {} : { refused: 'unsupported' });

/** Readers believe nothing of what they do not process; that is no fault of the signature. */
export const asUnsupported = (check: Check): Check =>
  check.facts['refused'] === 'unsupported' && supportable.has(check.code) && check.result !== 'passed'
    ? { ...check, result: 'unsupported' }
    : check;

/**
 * Nothing can be said of a file whose only signature uses what is not supported.
 * @throws UnreadableError `unsupported`, with the code of the check that names it
 */
export function requireSupported(signatures: readonly SignatureVerdict[]): void {
  const [only, ...others] = signatures;
  if (!only || others.length > 0 || only.now.checks.some(({ result }) => result === 'failed')) return;
  const check = only.now.checks.find(({ result }) => result === 'unsupported');
  if (check) throw new UnreadableError('unsupported', check.code, `verifying the signature: ${nameIn(check)} is not supported`);
}

const nameIn = ({ facts, code }: Check): string =>
  facts['algorithm'] ?? facts['filter'] ?? facts['reason']?.replace(/^[^:]*: /, '') ?? code;
