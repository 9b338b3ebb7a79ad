import type { RevocationService } from '@lienthong/authority';
import { type RevocationNeed, type SignaturePolicy, type RevocationStatus, parseCertificate, signaturePolicies } from '@lienthong/trust';
import type { Caller } from '../caller/caller';
import { Refusal } from '../refusal';
import type { GatewayRules } from '../rules';
import type { Expected, Parcel } from '../upload/parcel';
import type { OpenNeed, VerifyTask } from '../work/tasks';
import type { Workers } from '../work/workers';

export interface VerifyDeskParts {
  readonly rules: Pick<GatewayRules, 'current'>;
  readonly workers: Pick<Workers, 'verify'>;
  readonly revocation: RevocationService;
  readonly clock: () => Date;
  /** Everybody may verify. */
  readonly open: boolean;
  /** A request may name roots of its own. */
  readonly callerTrust: boolean;
  readonly fileBytes: number;
}

/** For all authorities of one file together, once for each round. */
const patienceMs = 10_000;
/** What was learned may show another certificate whose authorities nobody has asked yet. */
const rounds = 3;

/** `/v1/verify` and `Verify`, whatever the protocol. */
export class VerifyDesk {
  readonly expected: Expected;

  constructor(private readonly parts: VerifyDeskParts) {
    this.expected = {
      texts: ['at', 'policy', 'offline'],
      large: ['file', 'content'],
      small: ['certificates', 'crl', 'ocsp', 'trust'],
      fileBytes: parts.fileBytes,
    };
  }

  /** Before anything of the request is read. @throws Refusal */
  admit(caller: Caller): void {
    if (caller.kind === 'nobody' && !this.parts.open) throw new Refusal('gateway.unauthenticated');
  }

  /** JSON of the published verdict. @throws Refusal */
  async verify(parcel: Parcel, gone?: AbortSignal): Promise<string> {
    const task = await this.taskOf(parcel);
    const isOffline = choiceIn(parcel, 'offline', ['false', 'true']) === 'true';
    let answer = await this.parts.workers.verify(task, gone);
    for (let round = 0; round < rounds && answer.needs.length > 0 && !isOffline; round++) {
      const learned = await this.learn(answer.needs);
      if (learned.size === 0) break;
      for (const [key, status] of learned) task.statuses.set(key, status);
      answer = await this.parts.workers.verify(task, gone);
    }
    return answer.verdict;
  }

  private async taskOf(parcel: Parcel): Promise<VerifyTask & { readonly statuses: Map<string, RevocationStatus> }> {
    const { anchors, bindings } = await this.parts.rules.current();
    const of = (name: string) => parcel.bulks.get(name) ?? [];
    const [file] = of('file');
    const [content] = of('content');
    if (!file) throw new Refusal('gateway.field', 'file');
    const trust = of('trust');
    if (trust.length > 0 && !this.parts.callerTrust) throw new Refusal('gateway.field', 'trust');
    return {
      ...{ kind: 'verify', file, trust, bindings, statuses: new Map<string, RevocationStatus>() },
      ...(content && { content }),
      anchors: trust.length > 0 ? [] : anchors.map(({ certificate, from, until }) => ({ der: certificate.der, from, until })),
      ...{ certificates: of('certificates'), crls: of('crl'), ocsps: of('ocsp') },
      at: timeIn(parcel.texts.get('at')) ?? this.parts.clock(),
      policy: choiceIn<SignaturePolicy>(parcel, 'policy', signaturePolicies),
    };
  }

  private async learn(open: readonly OpenNeed[]): Promise<Map<string, RevocationStatus>> {
    const { revocation, clock } = this.parts;
    const needs = open.map(needOf);
    await revocation.fetchMissing(needs, patienceMs);
    const now = clock();
    return new Map(
      needs.flatMap((need) => {
        const status = revocation.status(need, now);
        return status ? [[need.key, status] as const] : [];
      }),
    );
  }
}

const needOf = ({ key, certificate, issuer, anchor, ocsp, crl }: OpenNeed): RevocationNeed => ({
  ...{ key, ocsp, crl, certificate: parseCertificate(certificate), issuer: parseCertificate(issuer) },
  ...(anchor && { anchor: parseCertificate(anchor) }),
});

function timeIn(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const time = new Date(/^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) ? text : '');
  if (Number.isNaN(time.getTime())) throw new Refusal('gateway.field', 'at');
  return time;
}

/** The first one is meant where nothing is said. */
export function choiceIn<T extends string>({ texts }: Parcel, name: string, choices: readonly [T, ...T[]]): T {
  const text = texts.get(name) ?? choices[0];
  const chosen = choices.find((choice) => choice === text);
  if (chosen === undefined) throw new Refusal('gateway.field', name);
  return chosen;
}
