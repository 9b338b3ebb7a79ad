import { findCmsSignatures } from '../cms/find';
import { foundJws, headerCache, verifyJws } from '../jws/verify';
import { type FoundSignature, UnreadableError } from '../verdict/found';
import { findXmlSignatures } from '../xmldsig/find';
import type { CmsAttachedClaim, CmsDetachedClaim, FoundClaim, JwsClaim, SignedClaim, XmlClaim } from './claim';
import { uncovered } from './cover';
import { findInside } from './inside';

/** Checks signatures of messages; long-lived, for the sake of its cache. Whether a signer is to be trusted is not asked: see `Judge`. */
export class ClaimReader {
  private readonly headers = headerCache();

  /** @throws TrustError, UnreadableError for what is no signature that this hub takes, and a TrustError for a JWS over other bytes */
  read(claim: SignedClaim): Promise<FoundClaim> | FoundClaim {
    switch (claim.format) {
      case 'jws-detached':
        return this.readJws(claim);
      case 'cms-detached':
      case 'cms-attached':
        return this.readCms(claim);
      case 'xmldsig':
        return this.readXml(claim);
    }
  }

  readJws({ jws, signed }: JwsClaim): FoundClaim {
    return { found: foundJws(verifyJws(jws, signed, { headers: this.headers }), signed), uncovered: [] };
  }

  /** Content that a detached claim finds inside of the message must be the same. */
  readCms(claim: CmsDetachedClaim | CmsAttachedClaim): FoundClaim {
    const content = claim.format === 'cms-detached' ? { content: () => claim.signed } : {};
    return { found: theOne(findCmsSignatures(claim.cms, content)), uncovered: [] };
  }

  private async readXml({ document, content, attachments, mustCover }: XmlClaim): Promise<FoundClaim> {
    const found = await findXmlSignatures(document, { content: (name) => content.get(name) });
    const whole = found.find((one) => isAuthentic(one) && uncovered(one, mustCover).length === 0);
    const one = whole ?? theOne(found);
    if (!whole) return { found: one, uncovered: uncovered(one, mustCover) };
    const inside = findInside(attachments ?? []);
    return { found: one, uncovered: [], ...(inside.length > 0 && { inside }) };
  }
}

const isAuthentic = ({ checks, signer }: FoundSignature): boolean =>
  signer !== undefined && !checks.some(({ result }) => result === 'failed' || result === 'unknown');

/** A message is sent by one: the first whose signature holds, or the first of all, to tell what is wrong with it. */
function theOne(found: readonly FoundSignature[]): FoundSignature {
  const one = found.find(isAuthentic) ?? found[0];
  if (!one) throw new UnreadableError('unreadable', 'signature.none', 'reading the signature: there is none');
  return one;
}
