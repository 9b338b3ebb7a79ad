import type { PartyConfig } from '@lienthong/config';
import type { SignatureVerdict } from '@lienthong/trust';

/** Whom a signer speaks for by the bindings in `parties/`, and by whose decision. */
export interface Agency {
  readonly code: string;
  readonly name: PartyConfig['name'];
  readonly boundBy: string;
  readonly validFrom?: string;
  readonly validUntil?: string;
  /** The binding held when it was signed. */
  readonly held: boolean;
}

export type AgencyOf = (signature: SignatureVerdict) => Agency | undefined;

/** Where no installation is named, nobody knows. */
export const noAgency: AgencyOf = () => undefined;

/** By the binding that held when it was signed; failing that by the last one, since whoever reads should know why it does not count. */
export function agenciesOf(parties: readonly PartyConfig[]): AgencyOf {
  const bindings = new Map<string, Omit<Agency, 'held'>[]>();
  for (const { code, name, certificates } of parties)
    for (const { sha256, from, until, approvedBy } of certificates) {
      const agency = { ...{ code, name, boundBy: approvedBy }, ...(from && { validFrom: from }), ...(until && { validUntil: until }) };
      bindings.set(sha256, [...(bindings.get(sha256) ?? []), agency]);
    }
  return ({ signer, whenSigned }) => {
    const known = bindings.get(signer?.fingerprint ?? '') ?? [];
    const then = known.find((one) => holds(one, whenSigned.at));
    const last = known.at(-1);
    return then ? { ...then, held: true } : last && { ...last, held: false };
  };
}

/** The end is excluded. */
const holds = ({ validFrom, validUntil }: Pick<Agency, 'validFrom' | 'validUntil'>, at: Date): boolean =>
  (validFrom === undefined || new Date(validFrom) <= at) && (validUntil === undefined || at < new Date(validUntil));

/** As it is published: the name in Vietnamese, which is the official one. */
export const agencyJson = ({ name, ...rest }: Agency) => ({ ...rest, name: name.vi });
