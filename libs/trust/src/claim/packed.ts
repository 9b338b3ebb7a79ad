import type { FoundSignature } from '../verdict/found';
import { parseCertificate } from '../x509/certificate';
import type { FoundClaim, SignedClaim } from './claim';
import type { InsideAttachment } from './inside';

/** The claim with bytes of its own, for another thread. */
export function portableClaim(claim: SignedClaim): SignedClaim {
  switch (claim.format) {
    case 'jws-detached':
      return { format: claim.format, jws: claim.jws, signed: own(claim.signed) };
    case 'cms-detached':
      return { format: claim.format, cms: own(claim.cms), signed: own(claim.signed) };
    case 'cms-attached':
      return { format: claim.format, cms: own(claim.cms) };
    case 'xmldsig': {
      const shared = sharing();
      return {
        ...{ format: claim.format, document: own(claim.document), mustCover: claim.mustCover },
        content: new Map([...claim.content].map(([name, bytes]) => [name, shared(bytes)])),
        ...(claim.attachments && { attachments: claim.attachments.map(shared) }),
      };
    }
  }
}

/** A `FoundClaim` that can pass from one thread to another: certificates as DER. */
export interface PackedClaim extends PackedSignature {
  readonly uncovered: readonly string[];
  readonly inside?: readonly (Omit<InsideAttachment, 'found'> & { readonly found: readonly PackedSignature[] })[];
}

interface PackedSignature {
  readonly found: Omit<FoundSignature, 'signer' | 'certificates'>;
  readonly signer?: Uint8Array;
  readonly certificates: readonly Uint8Array[];
}

export function packClaim({ found, uncovered, inside }: FoundClaim): PackedClaim {
  const shared = sharing();
  const packed = (one: FoundSignature): PackedSignature => packSignature(one, shared);
  return {
    ...packed(found),
    uncovered,
    ...(inside && { inside: inside.map((one) => ({ ...one, found: one.found.map(packed) })) }),
  };
}

function packSignature({ signer, certificates, signed, ...rest }: FoundSignature, shared: Copy): PackedSignature {
  return {
    found: { ...rest, signed: signed.map(({ name, bytes }) => ({ name, bytes: shared(bytes) })) },
    ...(signer && { signer: own(signer.der) }),
    certificates: certificates.map(({ der }) => own(der)),
  };
}

/** A view would take everything along that it is a view of. */
const own = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

type Copy = (bytes: Uint8Array) => Uint8Array;

/** The same copy of the same bytes: a thousand references may name one attachment. */
function sharing(): Copy {
  const copies = new Map<Uint8Array, Uint8Array>();
  return (bytes) => {
    const copy = copies.get(bytes) ?? own(bytes);
    copies.set(bytes, copy);
    return copy;
  };
}

export function unpackClaim({ uncovered, inside, ...signature }: PackedClaim): FoundClaim {
  return {
    found: unpacked(signature),
    uncovered,
    ...(inside && { inside: inside.map((one) => ({ ...one, found: one.found.map(unpacked) })) }),
  };
}

const unpacked = ({ found, signer, certificates }: PackedSignature): FoundSignature => ({
  ...found,
  ...(signer && { signer: parseCertificate(signer) }),
  certificates: certificates.map(parseCertificate),
});
