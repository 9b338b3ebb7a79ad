import { hash } from 'node:crypto';
import { attributeOf, elementsOf, type XmlElement } from '@lienthong/xml';
import { ds, dsigMore } from './names';

export interface DigestAlgorithm {
  /** As node:crypto and people name it. */
  readonly name: string;
  /** Octets of a digest. */
  readonly length: number;
  /** Under the legacy policy only. */
  readonly weak: boolean;
}

const xmlenc = 'http://www.w3.org/2001/04/xmlenc#';

const known: Readonly<Record<string, DigestAlgorithm>> = {
  [`${xmlenc}sha256`]: { name: 'sha256', length: 32, weak: false },
  'http://www.w3.org/2001/04/xmldsig-more#sha384': { name: 'sha384', length: 48, weak: false },
  [`${xmlenc}sha512`]: { name: 'sha512', length: 64, weak: false },
  [`${dsigMore}sha3-256`]: { name: 'sha3-256', length: 32, weak: false },
  [`${dsigMore}sha3-384`]: { name: 'sha3-384', length: 48, weak: false },
  [`${dsigMore}sha3-512`]: { name: 'sha3-512', length: 64, weak: false },
  [`${ds}sha1`]: { name: 'sha1', length: 20, weak: true },
};

/** Of a DigestMethod element (RFC 9231 §2.1); `undefined` when it is none of those allowed. It takes no parameters. */
export function readDigestMethod(element: XmlElement): DigestAlgorithm | undefined {
  const uri = attributeOf(element, 'Algorithm') ?? '';
  return Object.hasOwn(known, uri) && elementsOf(element).length === 0 ? known[uri] : undefined;
}

export const digestOf = ({ name }: DigestAlgorithm, octets: Uint8Array): Buffer => hash(name, octets, 'buffer');
