import type { Certificate, Path, TrustAnchor, TrustErrorCode } from '../model';
import type { PathOptions } from './options';

/** A chain under examination: `certificates` from the leaf to the anchor's own, each named as issuer in the one before it. */
export interface Chain {
  readonly certificates: Path;
  readonly anchor: TrustAnchor;
  readonly at: Date;
  readonly options: PathOptions;
}

export type Role = 'leaf' | 'issuer' | 'anchor';

/** Why a certificate or a chain is refused. */
export interface Fault {
  readonly code: TrustErrorCode;
  readonly reason: string;
  /** Whose fault it is; absent where the chain as a whole is at fault. */
  readonly certificate?: Certificate;
  /** Distinguishes faults of one check: `path.validity.expired`. */
  readonly detail?: string;
}

export const faultOf = (code: TrustErrorCode, reason: string, certificate?: Certificate, detail?: string): Fault => ({
  ...{ code, reason },
  ...(certificate && { certificate }),
  ...(detail !== undefined && { detail }),
});

/** A certificate that is trusted itself is judged as what it is used for. */
const roleAt = ({ certificates }: Pick<Chain, 'certificates'>, index: number): Role =>
  index === 0 ? 'leaf' : index === certificates.length - 1 ? 'anchor' : 'issuer';

/** The first fault from the anchor down, as §6.1 goes. */
export function firstFault(chain: Chain, examine: (certificate: Certificate, role: Role) => Fault | undefined): Fault | undefined {
  for (let index = chain.certificates.length - 1; index >= 0; index--) {
    const certificate = chain.certificates[index];
    const fault = certificate && examine(certificate, roleAt(chain, index));
    if (fault) return fault;
  }
  return undefined;
}
