import { type FileGround, type RevocationNeed, type TrustAnchor, parseCertificate, verifyFile } from '@lienthong/trust';
import { type AgencyOf, type Bindings, agenciesOf, noAgency } from '../../verify/agency';
import { verdictJson } from '../../verify/verdict-json';
import { bytesOf, certificatesIn, dersIn } from './read';
import type { Anchor, OpenNeed, VerifyAnswer, VerifyTask } from './tasks';

/** The roots of the last task: the same list object for the same roots, so that paths that were found once are found again at once. */
let last: { readonly key: string; readonly anchors: readonly TrustAnchor[] } = { key: '', anchors: [] };

/** The bindings of the last task, as look-ups. */
let lastBindings: { readonly json: string; readonly agencyOf: AgencyOf } = { json: '', agencyOf: noAgency };

/** One verification, and what its authorities would have to be asked. @throws Objected, UnreadableError */
export async function judge(task: VerifyTask): Promise<VerifyAnswer> {
  const needs = new Map<string, RevocationNeed>();
  const content = task.content && bytesOf(task.content);
  const ground: FileGround = {
    anchors: [...anchorsOf(task.anchors), ...certificatesIn(task.trust, 'trust').map((certificate) => ({ certificate }))],
    certificates: certificatesIn(task.certificates, 'certificates'),
    crls: dersIn(task.crls, 'X509 CRL', 'crl'),
    ocsps: dersIn(task.ocsps, 'OCSP RESPONSE', 'ocsp'),
    at: task.at,
    policy: task.policy,
    cache: {
      status: (need) => {
        const status = task.statuses.get(need.key);
        if (!status) needs.set(need.key, need);
        return status;
      },
    },
    ...(content && { content: () => content }),
  };
  const verdict = await verifyFile(bytesOf(task.file), ground);
  const told = verdictJson(verdict, agencyOf(task.bindings));
  return { kind: 'verified', verdict: JSON.stringify(told), needs: [...needs.values()].filter(canBeAsked).map(openNeed) };
}

function anchorsOf(anchors: readonly Anchor[]): readonly TrustAnchor[] {
  const key = anchors.map(({ der, from, until }) => `${Buffer.from(der).toString('base64')} ${+(from ?? 0)} ${+(until ?? 0)}`).join('\n');
  if (key !== last.key)
    last = { key, anchors: anchors.map(({ der, from, until }) => ({ certificate: parseCertificate(der), from, until })) };
  return last.anchors;
}

function agencyOf(json: string): AgencyOf {
  if (json !== lastBindings.json) lastBindings = { json, agencyOf: agenciesOf(JSON.parse(json) as Bindings) };
  return lastBindings.agencyOf;
}

const canBeAsked = ({ ocsp, crl }: RevocationNeed): boolean => ocsp.length + crl.length > 0;

const openNeed = ({ key, certificate, issuer, anchor, ocsp, crl }: RevocationNeed): OpenNeed => ({
  ...{ key, certificate: certificate.der, issuer: issuer.der, ocsp: [...ocsp], crl: [...crl] },
  ...(anchor && { anchor: anchor.der }),
});
