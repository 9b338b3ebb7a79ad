import type { Certificate } from '../model';
import { type Check, UnreadableError } from '../verdict/found';
import { parseCertificate } from '../x509/certificate';
import { isNamedBy } from './certificate-reference';
import type { JoseHeader } from './jose-header';

export interface NamedSigner {
  /** The protected header says whose key it is; then there is one candidate at most. */
  readonly isKnown: boolean;
  readonly candidates: readonly Certificate[];
  /** From x5c, the signer's not among them. */
  readonly companions: readonly Certificate[];
  /** How the header binds itself to the certificate of the signer. */
  readonly bound: Check;
}

const maxCandidates = 32;

/**
 * The signer's certificate: the first of x5c, else the one that a digest in the protected header names among those handed in and those that
 * came unsigned, else any of those handed in whose key fits. kid, jwk, jku and x5u are the sender's word and name nobody.
 * @throws UnreadableError `jws.certificate`
 */
export function nameSigner({ x5c, references }: JoseHeader, given: readonly Certificate[], unsigned: readonly Certificate[]): NamedSigner {
  const [first, ...others] = x5c;
  if (first !== undefined) {
    const signer = readLeaf(first);
    const wrong = references.some((reference) => !isNamedBy(signer, reference));
    const by = references.length > 0 ? 'digest' : 'x5c';
    return { isKnown: true, candidates: [signer], companions: others.flatMap(readOther), bound: bound(wrong ? 'failed' : 'passed', by) };
  }
  if (references.length === 0)
    return { isKnown: false, candidates: given.slice(0, maxCandidates), companions: [], bound: bound('warning', 'nothing') };
  const signer = [...given, ...unsigned].find((one) => references.every((reference) => isNamedBy(one, reference)));
  return { isKnown: true, candidates: signer ? [signer] : [], companions: [], bound: bound('passed', 'digest') };
}

const bound = (result: Check['result'], by: string): Check => ({ code: 'signer.bound', result, facts: { by } });

function readLeaf(der: Uint8Array): Certificate {
  try {
    return parseCertificate(der);
  } catch (cause) {
    throw new UnreadableError('unreadable', 'jws.certificate', "reading x5c: the signer's certificate cannot be read", { cause });
  }
}

/** A certificate that cannot be read helps no path; the signature does not depend on it. */
function readOther(der: Uint8Array): Certificate[] {
  try {
    return [parseCertificate(der)];
  } catch {
    return [];
  }
}
