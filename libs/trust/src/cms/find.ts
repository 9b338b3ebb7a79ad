import type { FoundSignature, ReadOptions } from '../verdict/found';
import { failed } from './check';
import { type Content, contentOf } from './content';
import { foundIn } from './found-in';
import { openCms } from './open';
import { withoutPem } from './pem';

/**
 * The signers of a CMS message (RFC 5652, CAdES of ETSI EN 319 122-1), attached or detached, in DER, BER or PEM, each as one signature. Content
 * that is not inside is asked for as `''`. Zeros may follow: signing devices fill up what they had reserved.
 * @throws UnreadableError
 */
export function findCmsSignatures(bytes: Uint8Array, options: ReadOptions = {}): FoundSignature[] {
  const cms = openCms(withoutPem(bytes), 'zeros');
  const given = options.content?.('');
  const inside = cms.content && contentOf(cms.content);
  const found = foundIn(cms, { content: inside ?? (given && contentOf(given)), name: '', options });
  return inside && given && !isSame(inside, given) ? found.map(notWhatWasGiven) : found;
}

const isSame = ({ parts }: Content, given: Uint8Array): boolean => Buffer.compare(Buffer.concat(parts), given) === 0;

/** Who hands content in asks whether that was signed. */
const notWhatWasGiven = (found: FoundSignature): FoundSignature => ({
  ...found,
  checks: [...found.checks, failed('content.same', 'the message holds other content')],
  signed: [],
});
