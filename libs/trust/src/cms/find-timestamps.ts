import { type Check, type FoundTimestamp, UnreadableError } from '../verdict/found';
import { recover } from '../x509/recover';
import { archived } from './archive';
import { allValues, type Attributes } from './attributes';
import { warning } from './check';
import { type Content, joinedParts } from './content';
import * as oids from './oids';
import { signedValues } from './revocation';
import type { SignedData, SignerInfo } from './signed-data';
import { openToken } from '../timestamp/token';

/** The time stamps of a signer, each of which can be read, and a word on those that cannot or are not looked at. */
export function findTimestamps(
  info: SignerInfo,
  message: Pick<SignedData, 'contentType' | 'crls' | 'ocsps'>,
  content: Content | undefined,
): { readonly timestamps: readonly FoundTimestamp[]; readonly checks: readonly Check[] } {
  const timestamps: FoundTimestamp[] = [];
  const checks: Check[] = [];
  const take = (attributes: Attributes, type: string, make: (token: Uint8Array) => FoundTimestamp | string): void => {
    for (const token of allValues(attributes, type)) {
      const problem = unreadable(token);
      const found = problem ?? make(token);
      if (typeof found !== 'string') timestamps.push(found);
      else checks.push(warning(problem === undefined ? 'timestamp.unprocessed' : 'timestamp.malformed', found, { type }));
    }
  };
  take(info.signed, oids.contentTimeStamp, (token) => (content ? overContent(token, 'content', content) : 'no content'));
  const protects = signedProof(info);
  take(info.unsigned, oids.signatureTimeStamp, (token) => ({ token, stamped: info.signature, kind: 'signature', protects }));
  take(info.unsigned, oids.archiveTimeStampV3, (token) => archived(token, info, message, content));
  for (const [type, what] of oids.otherTimeStamps)
    if (info.unsigned.has(type)) checks.push(warning('timestamp.unprocessed', what, { type }));
  return { timestamps, checks };
}

/** What cannot be read is told by whoever reads all values. */
function signedProof({ signed }: SignerInfo): readonly Uint8Array[] {
  const { crls, ocsps } = recover(
    () => signedValues(signed),
    () => ({ crls: [], ocsps: [] }),
  );
  return [...crls, ...ocsps];
}

/** A time stamp over content in parts, which are joined only when somebody asks. */
export function overContent(
  token: Uint8Array,
  kind: FoundTimestamp['kind'],
  content: Content,
  protects: readonly Uint8Array[] = [],
): FoundTimestamp {
  return {
    ...{ token, kind, protects },
    get stamped() {
      return joinedParts(content);
    },
  };
}

/** Why nobody can read a token; `undefined` when it can be read. */
export function unreadable(token: Uint8Array): string | undefined {
  try {
    openToken(token);
    return undefined;
  } catch (error) {
    if (error instanceof UnreadableError) return error.message;
    throw error;
  }
}
