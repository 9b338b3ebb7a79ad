import type { Certificate, Standing } from './model';
import { explainPath } from './x509/explain';
import type { PathOptions } from './x509/path';
import { Existence } from './verdict/existence';
import type { Check } from './verdict/found';
import type { Ground } from './verdict/ground';
import type { SubIndication } from './verdict/indication';
import { type Holder, holderOf, judged } from './verdict/report';
import { revocationChecks } from './verdict/revocation';
import { Testimony } from './verdict/testimony';

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
  const testimony = new Testimony(nothing, ground, new Existence(ground.at));
  const moment = { at: ground.at, proved: true, now: ground.at };
  const { standing, subIndication, checks } = judged(
    [...pathChecks, ...(path ? revocationChecks(path, testimony, moment) : [])],
    ground.at,
  );
  return {
    ...{ standing, checks, policies, certificate: holderOf(certificate), chain: (path ?? []).slice(1).map(holderOf) },
    ...(subIndication && { subIndication }),
  };
}

const nothing = { certificates: [], crls: [], ocsps: [] };
