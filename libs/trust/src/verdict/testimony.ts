import { hash } from 'node:crypto';
import type { RevocationNeed, RevocationStatus } from '../model';
import { skewMs } from '../revocation/currency';
import { RevocationData, type RevocationInput } from '../revocation/data';
import type { Existence } from './existence';
import { type Companions, type Ground, besides } from './ground';

/** Data that say "good", and why that is not to be believed: whoever has the key of their signer by now could have made them. */
export interface Doubted {
  readonly status: RevocationStatus;
  readonly why: 'signer-expired' | 'signer-revoked';
}

/** What was learned of a certificate; neither where nobody knows. */
export interface Learned {
  readonly status?: RevocationStatus;
  /** The status is of old data, which were fresh around the time in question. */
  readonly isArchived?: boolean;
  readonly doubted?: Doubted;
}

/** So many data that prove nothing are passed over for each certificate. */
const maxPassedOver = 8;

/** All that speaks of the revocation of certificates: what came with a signature, what was handed in, what was fetched. */
export class Testimony {
  private readonly input: RevocationInput;
  private readonly present: RevocationData;

  constructor(
    companions: Companions,
    private readonly ground: Ground,
    private readonly existence: Existence,
  ) {
    const { certificates, crls, ocsps, anchors, policy } = besides(companions, ground);
    this.input = { certificates, crls, ocsps, anchors, policy };
    this.present = new RevocationData(this.input);
  }

  /** CRLs or OCSP responses came along or were handed in. */
  get isGiven(): boolean {
    return this.input.crls.length + this.input.ocsps.length > 0;
  }

  get isStrict(): boolean {
    return this.ground.policy === 'strict';
  }

  /** By data that are current at the time of the check. What came with a file may be chosen to be old: fetched data go first, "revoked" before all. */
  current(need: RevocationNeed): Learned {
    const { at, cache } = this.ground;
    const told = known(this.present.status(need, at));
    const fetched = known(remembered(need, cache?.status(need, at)));
    const status = told?.status === 'revoked' ? told : (fetched ?? told);
    return status ? { status } : {};
  }

  /**
   * By current data, or else by data that were fresh around `at`, a proved time: made later, or not out of date then. Newer data that say
   * "revoked" count however old they are by now. `stolen`: since when somebody else may have the key of an authority above.
   */
  past(need: RevocationNeed, at: Date, stolen: Date | undefined): Learned {
    const current = this.trusted(this.current(need), stolen);
    if (!this.isGiven || current.status?.status === 'revoked') return current;
    const archived = this.archived(need, at, stolen);
    if (!current.status) return archived.status || !current.doubted ? archived : current;
    return archived.status?.status === 'revoked' && isNewer(archived.status, current.status) ? archived : current;
  }

  private archived(need: RevocationNeed, at: Date, stolen: Date | undefined): Learned {
    let doubted: Doubted | undefined;
    const passedOver = new Set<string>();
    while (passedOver.size < maxPassedOver) {
      const status = known(new RevocationData({ ...this.without(passedOver), later: true }).status(need, at));
      if (!status) break;
      const why = status.status === 'good' ? this.doubt(status, need, stolen) : undefined;
      if (!why) return { status, isArchived: true };
      if (why !== 'unusable') doubted ??= { status, why };
      passedOver.add(status.evidence ?? '');
    }
    return doubted ? { doubted } : {};
  }

  /** Why old data that say "good" prove nothing: they must have existed while their signer, and whoever appointed it, could be trusted. */
  private doubt(
    { signer, producedAt, evidence }: RevocationStatus,
    { issuer }: RevocationNeed,
    stolen: Date | undefined,
  ): Doubted['why'] | 'unusable' | undefined {
    if (!signer || !producedAt || outside(producedAt, signer) || outside(producedAt, issuer)) return 'unusable';
    const since = this.existence.since(evidence);
    if (since > signer.notAfter || since > issuer.notAfter) return 'signer-expired';
    return stolen && since >= stolen ? 'signer-revoked' : undefined;
  }

  private trusted(learned: Learned, stolen: Date | undefined): Learned {
    const { status } = learned;
    if (status?.status !== 'good' || !stolen || this.existence.since(status.evidence) < stolen) return learned;
    return { doubted: { status, why: 'signer-revoked' } };
  }

  private without(passedOver: ReadonlySet<string>): RevocationInput {
    const isLeft = (der: Uint8Array): boolean => !passedOver.has(hash('sha256', der));
    return passedOver.size === 0
      ? this.input
      : { ...this.input, crls: this.input.crls.filter(isLeft), ocsps: this.input.ocsps.filter(isLeft) };
  }
}

const known = (status: RevocationStatus | undefined): RevocationStatus | undefined => (status?.status === 'unknown' ? undefined : status);

/** After the end of a certificate "good" says nothing: its authority may have forgotten it (RFC 5280 §3.3). */
const remembered = ({ certificate }: RevocationNeed, status: RevocationStatus | undefined): RevocationStatus | undefined =>
  status?.status === 'good' && status.producedAt && status.producedAt > certificate.notAfter ? undefined : status;

const isNewer = (one: RevocationStatus, other: RevocationStatus): boolean =>
  (one.producedAt?.getTime() ?? 0) > (other.producedAt?.getTime() ?? 0);

const outside = (at: Date, { notBefore, notAfter }: { readonly notBefore: Date; readonly notAfter: Date }): boolean =>
  at.getTime() + skewMs < notBefore.getTime() || at.getTime() - skewMs > notAfter.getTime();
