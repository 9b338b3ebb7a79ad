import type { Certificate, Standing } from './model';
import { checkRevocation } from './revocation/need';
import { explainPath } from './x509/explain';
import type { PathOptions } from './x509/path';
import { type Ground, revocationChecks, revocationOf } from './verdict/assess';
import type { Check } from './verdict/found';
import { type SubIndication, subIndicationOf } from './verdict/indication';
import { type Holder, holderOf, standingOf } from './verdict/report';

export interface CertificateVerdict {
  readonly standing: Standing;
  readonly subIndication?: SubIndication;
  readonly checks: readonly Check[];
  readonly certificate: Holder;
  /** From its issuer to the root. */
  readonly chain: readonly Holder[];
  /** The policies under which the path is valid (RFC 5280 §6.1.6), OIDs in dotted form. */
  readonly policies: readonly string[];
}

/** A certificate by itself: does a path lead to a root, and does it stand at `ground.at` (RFC 5280 §6, with its inputs in `options`)? */
export function verifyCertificate(certificate: Certificate, ground: Ground, options: Omit<PathOptions, 'policy'> = {}): CertificateVerdict {
  const {
    path,
    checks: pathChecks,
    policies,
  } = explainPath(certificate, ground.certificates, ground.anchors, ground.at, {
    ...options,
    policy: ground.policy,
  });
  const nothing = { certificates: [], crls: [], ocsps: [] };
  const statuses = path ? checkRevocation(path, revocationOf(nothing, ground), ground.at) : [];
  const checks = [...pathChecks, ...revocationChecks(path ?? [], statuses, ground.at, { proved: true, sources: sourcesIn(ground) })];
  const subIndication = subIndicationOf(checks);
  return {
    ...{ standing: standingOf(checks), checks, policies, certificate: holderOf(certificate), chain: (path ?? []).slice(1).map(holderOf) },
    ...(subIndication && { subIndication }),
  };
}

const sourcesIn = ({ crls, ocsps }: Ground): boolean => crls.length + ocsps.length > 0;
