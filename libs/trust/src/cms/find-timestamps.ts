import { type Check, type FoundTimestamp, UnreadableError } from '../verdict/found';
import { archived } from './archive';
import { allValues, type Attributes } from './attributes';
import { warning } from './check';
import { type Content, joinedParts } from './content';
import * as oids from './oids';
import type { SignedData, SignerInfo } from './signed-data';
import { openToken } from './token';

/** The time stamps of a signer, each of which can be read, and a word on those that cannot or are not looked at. */
export function findTimestamps(
  info: SignerInfo,
  { contentType }: Pick<SignedData, 'contentType'>,
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
  take(info.unsigned, oids.signatureTimeStamp, (token) => ({ token, stamped: info.signature, kind: 'signature' }));
  take(info.unsigned, oids.archiveTimeStampV3, (token) => archived(token, info, contentType, content));
  for (const [type, what] of oids.otherTimeStamps)
    if (info.unsigned.has(type)) checks.push(warning('timestamp.unprocessed', what, { type }));
  return { timestamps, checks };
}

/** A time stamp over content in parts, which are joined only when somebody asks. */
export function overContent(token: Uint8Array, kind: FoundTimestamp['kind'], content: Content): FoundTimestamp {
  return {
    token,
    kind,
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
