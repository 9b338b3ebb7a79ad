import type { Certificate, RevocationCache, RevocationNeed, RevocationStatus, TrustAnchor } from '../model';
import type { Check, SignaturePolicy } from '../verdict/found';
import { recover } from '../x509/recover';
import { type CertificateList, readCertificateList } from './certificate-list';
import { statusByLists } from './crl-status';
import type { TimeRules } from './currency';
import { type Ask, type Finding, type Inquiry, type Material, spend } from './inquiry';
import { type OcspResponse, parseOcspResponse } from './ocsp-response';
import { statusByResponses } from './ocsp-status';

/** What is judged by. `skewMs`, `later` and `maxAgeMs` are told by `TimeRules`; a week for OCSP answers without nextUpdate. */
export interface RevocationInput extends TimeRules {
  /** DER. */
  readonly crls: readonly Uint8Array[];
  readonly ocsps: readonly Uint8Array[];
  /** Where signers of CRLs and responses may be found, and their issuers. */
  readonly certificates: readonly Certificate[];
  readonly anchors: readonly TrustAnchor[];
  /** `legacy` takes SHA-1, RSA of 1024 bits and CRLs of version 2 without a number. */
  readonly policy?: SignaturePolicy;
  /** Of the OCSP request: answers must repeat it. */
  readonly nonce?: Uint8Array;
}

/** Paths and questions that one status may cost: authorities that certify each other's signers could ask for ever. */
const maxWork = 64;

/**
 * Status of certificates from CRLs and OCSP responses that were handed in (RFC 5280 §6.3, RFC 6960): complete, delta, indirect and partitioned
 * lists. Nothing is fetched, and what cannot be used is passed over; `explain` tells why.
 */
export class RevocationData implements RevocationCache {
  private material: Material | undefined;
  private readonly broken: Check[] = [];

  constructor(private readonly input: RevocationInput) {}

  status(need: RevocationNeed, at: Date): RevocationStatus | undefined {
    return this.find(need, at).status;
  }

  /** What was looked at for this certificate, in order, and why it was not used; last the outcome, `revocation.status`. */
  explain(need: RevocationNeed, at: Date): Check[] {
    const { status, checks } = this.find(need, at);
    const result = { good: 'passed', revoked: 'failed', unknown: 'unknown' } as const;
    const facts = { certificate: need.certificate.fingerprint, ...(status && statusFacts(status)) };
    return [...this.broken, ...checks, { code: 'revocation.status', result: status ? result[status.status] : 'unknown', facts }];
  }

  private find(need: RevocationNeed, at: Date): Finding {
    return this.inquire({ need, at, asking: new Set([need.certificate.fingerprint]), budget: { left: maxWork } });
  }

  /** "Revoked" from either source wins; otherwise a response goes before the lists, unless it does not know. */
  private inquire(on: Inquiry): Finding {
    const material = (this.material ??= this.read());
    const ask: Ask = (need) => {
      const { fingerprint } = need.certificate;
      if (on.asking.has(fingerprint) || !spend(on)) return undefined;
      return this.inquire({ ...on, need, asking: new Set([...on.asking, fingerprint]) }).status;
    };
    const answered = statusByResponses(on, material, ask);
    const listed = statusByLists(on, material, ask);
    const useList = listed.status?.status === 'revoked' || (answered.status?.status ?? 'unknown') === 'unknown';
    const status = useList ? (listed.status ?? answered.status) : answered.status;
    return { ...(status && { status }), checks: [...answered.checks, ...listed.checks] };
  }

  private read(): Material {
    const { crls, ocsps, certificates, anchors, policy = 'standard', nonce, ...times } = this.input;
    const lists = crls.map((der) => this.readable('revocation.crl', () => readCertificateList(der))).filter((one) => one !== undefined);
    const responses = ocsps.map((der) => this.readable('revocation.ocsp', () => parseOcspResponse(der)));
    return {
      lists: lists.sort(newestFirst),
      responses: responses.filter((one): one is OcspResponse => one !== undefined),
      ...{ certificates, anchors, policy, times },
      ...(nonce && { nonce }),
    };
  }

  private readable<T>(code: string, read: () => T): T | undefined {
    return recover(read, ({ message }) => {
      this.broken.push({ code, result: 'warning', facts: { problem: message } });
      return undefined;
    });
  }
}

const newestFirst = (a: CertificateList, b: CertificateList): number =>
  b.thisUpdate.getTime() - a.thisUpdate.getTime() || Number((b.number ?? 0n) - (a.number ?? 0n));

const statusFacts = ({ source, producedAt, revokedAt, reason, evidence }: RevocationStatus): Check['facts'] => ({
  source,
  ...(producedAt && { producedAt: producedAt.toISOString() }),
  ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
  ...(reason && { reason }),
  ...(evidence !== undefined && { evidence }),
});
