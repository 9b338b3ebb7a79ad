import type { Certificate, RevocationStatus } from '../model';
import type { Check } from '../verdict/found';
import type { DistributionPoint } from '../x509/distribution-point';
import { distributionPoints } from '../x509/extensions';
import { nameKey } from '../x509/name-chaining';
import { recover } from '../x509/recover';
import { isDataSignedBy } from '../x509/signature';
import type { CertificateList } from './certificate-list';
import { numberFault, revokedBy } from './crl';
import { signerOf } from './crl-signer';
import { currencyFault } from './currency';
import { updates } from './delta';
import type { Entry } from './entries';
import type { Ask, Finding, Inquiry, Material } from './inquiry';
import { allReasons } from './reasons';
import { isOfIssuer, ownPoint, scopeFault } from './scope';

const weekMs = 7 * 86_400_000;

/** A list that may be used for the certificate, with the delta that goes with it. */
interface Usable {
  readonly complete: CertificateList;
  readonly delta?: CertificateList;
  readonly signer: Certificate;
}

/**
 * The status of a certificate by lists, RFC 5280 §6.3.3: each distribution point, then the issuer's own name, until a list names the certificate
 * or every reason is covered. Newer lists come first, so one that was lifted from hold since is good.
 */
export function statusByLists(on: Inquiry, material: Material, ask: Ask): Finding {
  const { certificate } = on.need;
  const checks: Check[] = [];
  const open = new Set(allReasons);
  let good: RevocationStatus | undefined;
  for (const by of [...distributionPoints(certificate), ownPoint(certificate)])
    for (const list of material.lists) {
      if (open.size === 0) break;
      if (list.base !== undefined || !isOfIssuer(list, by, certificate)) continue;
      const covered = reasonsOf(list, by).filter((reason) => open.has(reason));
      if (covered.length === 0) continue;
      // Lists are anybody's until their signature is verified: what is broken in one says nothing of the others.
      const usable = recover(
        () => usability(list, by, on, material, ask),
        ({ message }) => ({ fault: message }),
      );
      if ('fault' in usable) {
        note(checks, list, 'warning', { problem: usable.fault });
        continue;
      }
      const status = weigh(usable, on);
      if ('fault' in status) {
        note(checks, list, 'warning', { problem: status.fault });
        continue;
      }
      const deciding = usable.delta ?? list;
      note(checks, deciding, status.status === 'revoked' ? 'failed' : 'passed', { status: status.status });
      if (status.status === 'revoked') return { status, checks };
      good ??= status;
      for (const reason of covered) open.delete(reason);
    }
  return open.size === 0 && good ? { status: good, checks } : { checks };
}

const reasonsOf = ({ point }: CertificateList, { reasons }: DistributionPoint): number[] =>
  allReasons.filter((reason) => (point?.reasons?.has(reason) ?? true) && (reasons?.has(reason) ?? true));

/** A point that is looked at twice says the same twice. */
function note(checks: Check[], list: CertificateList, result: Check['result'], more: Check['facts']): void {
  const { evidence, number, thisUpdate, nextUpdate } = list;
  const check: Check = {
    code: 'revocation.crl',
    result,
    facts: {
      evidence,
      kind: list.base === undefined ? 'complete' : 'delta',
      ...(number !== undefined && { number: number.toString() }),
      thisUpdate: thisUpdate.toISOString(),
      ...(nextUpdate && { nextUpdate: nextUpdate.toISOString() }),
      ...more,
    },
  };
  const same = checks.findIndex(({ facts, result: other }) => facts['evidence'] === evidence && other === 'warning');
  if (same >= 0) checks.splice(same, 1);
  checks.push(check);
}

/** §6.3.3 a–h. A complete list that is out of date is saved by a delta that is not. */
function usability(
  complete: CertificateList,
  by: DistributionPoint,
  on: Inquiry,
  material: Material,
  ask: Ask,
): Usable | { readonly fault: string } {
  const profile = material.policy === 'legacy' ? undefined : numberFault(complete);
  const outOfScope = profile ?? scopeFault(complete, by, on.need.certificate);
  if (outOfScope !== undefined) return { fault: outOfScope };
  const stale = currency(complete, on, material);
  if (stale === 'not yet valid') return { fault: stale };
  const fitting = material.lists.filter((list) => updates(list, complete) && currency(list, on, material) === undefined);
  if (stale !== undefined && fitting.length === 0) return { fault: stale };
  const signer = signerOf(complete, by, on, material, ask);
  if ('fault' in signer) return signer;
  const delta = fitting.find((list) => isDataSignedBy(list, signer.certificate, material.policy));
  if (stale !== undefined && delta === undefined) return { fault: stale };
  return { complete, signer: signer.certificate, ...(delta && { delta }) };
}

/** A list without nextUpdate does not follow the profile (§5.1.2.5): legacy takes it for a week, others as long as they are told. */
const currency = (list: CertificateList, { at }: Inquiry, { times, policy }: Material): string | undefined =>
  currencyFault(list, at, times, policy === 'legacy' ? weekMs : 0);

/** §6.3.3 i–k. */
function weigh({ complete, delta, signer }: Usable, { need }: Inquiry): RevocationStatus | { readonly fault: string } {
  const { certificate } = need;
  const issuer = nameKey(certificate.issuerDer);
  // An entry about the very certificate that cannot be read revokes it: nobody lists what is good.
  const unreadable = (): Entry => ({ revokedAt: new Date(0), reason: 'unspecified' });
  const find = (list: CertificateList): Entry | undefined => recover(() => list.entries.find(issuer, certificate.serial), unreadable);
  const [updated, listed] = [delta && find(delta), find(complete)];
  const from = (list: CertificateList) => ({ source: 'crl', producedAt: list.thisUpdate, evidence: list.evidence, signer }) as const;
  if (delta && updated && updated.reason !== 'removeFromCRL') return { ...revokedBy(updated), ...from(delta) };
  if (!updated && listed) {
    if (listed.reason === 'removeFromCRL') return { fault: 'a complete list with an entry that removes' };
    return { ...revokedBy(listed), ...from(complete) };
  }
  if (isForgotten(delta ?? complete, certificate.notAfter))
    return { fault: 'made after the certificate expired, when it may have been left out' };
  return { status: 'good', ...from(delta ?? complete) };
}

const isForgotten = ({ thisUpdate, keepsExpiredSince }: CertificateList, notAfter: Date): boolean =>
  thisUpdate > notAfter && (keepsExpiredSince === undefined || keepsExpiredSince > notAfter);
