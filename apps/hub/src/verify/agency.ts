import type { PartyRule, RulesContent } from '@lienthong/config';
import type { SignatureVerdict } from '@lienthong/trust';

/** Whom a signer speaks for by the bindings in `parties/`, and by whose decision. */
export interface Agency {
  readonly code: string;
  readonly name: PartyRule['name'];
  readonly boundBy: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  /** The binding held when it was signed. */
  readonly held: boolean;
}

export type AgencyOf = (signature: SignatureVerdict) => Agency | undefined;

/** What of the rules tells whose a certificate is. */
export type Bindings = Pick<RulesContent, 'bindings'> & { readonly parties: readonly Pick<PartyRule, 'code' | 'name'>[] };

/** Where no installation is named, nobody knows. */
export const noAgency: AgencyOf = () => undefined;

/** By the binding that held when it was signed, and holds now where that time is only claimed; failing that by the last one, since whoever reads should know why it does not count. */
export function agenciesOf({ bindings, parties }: Bindings): AgencyOf {
  const names = new Map(parties.map(({ code, name }) => [code, name]));
  const known = new Map<string, Omit<Agency, 'held'>[]>();
  for (const { sha256, party: code, from, until, approvedBy: boundBy } of bindings) {
    const name = names.get(code);
    if (!name || boundBy === undefined) continue;
    const agency = { ...{ code, name, boundBy }, ...(from && { validFrom: from }), ...(until && { validUntil: until }) };
    known.set(sha256, [...(known.get(sha256) ?? []), agency]);
  }
  return ({ signer, whenSigned, now, timeBasis }) => {
    if (whenSigned.checks.some(({ code, result }) => code === 'signature.value' && result === 'failed')) return undefined;
    const all = known.get(signer?.fingerprint ?? '') ?? [];
    const isProved = timeBasis === 'timestamp' || timeBasis === 'evidence';
    const then = all.find((one) => holds(one, whenSigned.at) && (isProved || holds(one, now.at)));
    const last = all.at(-1);
    return then ? { ...then, held: true } : last && { ...last, held: false };
  };
}

/** The end is excluded. */
const holds = ({ validFrom, validUntil }: Pick<Agency, 'validFrom' | 'validUntil'>, at: Date): boolean =>
  (validFrom === undefined || new Date(validFrom) <= at) && (validUntil === undefined || at < new Date(validUntil));

/** As it is published: the name in Vietnamese, which is the official one. */
export const agencyJson = ({ name, ...rest }: Agency) => ({ ...rest, name: name.vi });
