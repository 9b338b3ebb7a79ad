import type { Level } from '../verdict/found';
import type { Unsigned } from './etsi-u';
import type { JoseHeader } from './jose-header';
import { asTexts, type JsonObject } from './json';

/** Members that only JAdES has (ETSI TS 119 182-1 §5.2). */
const jadesMembers = ['sigT', 'x5t#o', 'sigX5ts', 'srCms', 'sigPl', 'srAts', 'adoTst', 'sigPId', 'sigD'];

export const isJades = (header: JoseHeader, unprotected: JsonObject): boolean =>
  isBaseline(header) || unprotected.has('etsiU') || jadesMembers.some((name) => header.members.has(name));

/** Baseline level by what is there (TS 119 182-1 §6.3); whether a time stamp holds is judged by others. */
export function levelOf(header: JoseHeader, { signatureTokens, archiveTokens, crls, ocsps }: Unsigned): Level {
  if (!isBaseline(header)) return '';
  if (signatureTokens.length === 0) return 'B-B';
  if (crls.length + ocsps.length === 0) return 'B-T';
  return archiveTokens.length === 0 ? 'B-LT' : 'B-LTA';
}

/** One claimed time, one reference to the certificate, and sigD critical where it is. */
function isBaseline({ members, signingTime }: JoseHeader): boolean {
  const references = ['x5t#S256', 'x5t#o', 'sigX5ts'].filter((name) => members.has(name)).length;
  const critical = !members.has('sigD') || asTexts(members.get('crit'))?.includes('sigD') === true;
  return signingTime !== undefined && references === 1 && critical;
}
