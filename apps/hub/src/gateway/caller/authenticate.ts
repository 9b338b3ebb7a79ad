import type { RevocationService } from '@lienthong/authority';
import { type Certificate, type CertificateVerdict, TrustError, parseCertificate, verifyCertificate } from '@lienthong/trust';
import { LRUCache } from 'lru-cache';
import { informed } from './informed';
import { Refusal } from '../refusal';
import type { ActiveParties, GatewayRules } from '../rules';
import type { Tokens } from '../token/tokens';
import type { Caller, Connection } from './caller';

export interface AuthenticatorParts {
  readonly rules: Pick<GatewayRules, 'current'>;
  readonly revocation: RevocationService;
  /** Authorities that clients may leave out. */
  readonly issuers: readonly Certificate[];
  readonly clock: () => Date;
  /** Absent where no tokens are given out. */
  readonly tokens?: Pick<Tokens, 'holder'>;
}

/** How long a certificate that was found good is not looked at again. */
const rememberedMs = 30_000;
const patienceMs = 5_000;
const longestChain = 8;

/** Tells of a connection which party it is: the handshake proved the key, here its certificate is judged under the active rules. */
export class Authenticator {
  private readonly good = new LRUCache<string, true>({ max: 10_000, ttl: rememberedMs });

  constructor(private readonly parts: AuthenticatorParts) {}

  /** @throws Refusal: what is wrong with a certificate that was shown; without one there is nobody to refuse */
  async authenticate(connection: Connection): Promise<Caller> {
    if (connection.bearer === undefined) return this.judged(connection.chain);
    const holder = await this.parts.tokens?.holder(connection.bearer, connection.chain[0]);
    if (!holder) throw new Refusal('gateway.token-refused');
    // a token is worth what its certificate is worth now
    const caller = await this.judged([holder.certificate]);
    if (caller.kind === 'nobody' || caller.party.code !== holder.party) throw new Refusal('gateway.token-refused', 'sub');
    return caller;
  }

  private async judged(chain: readonly Uint8Array[]): Promise<Caller> {
    if (chain.length === 0) return { kind: 'nobody' };
    const parties = await this.parts.rules.current();
    const [leaf, ...others] = chain.slice(0, longestChain).map(parse);
    if (!leaf) return { kind: 'nobody' };
    const party = parties.rules.partyOfCertificate(leaf.fingerprint, this.parts.clock());
    if (!party) throw new Refusal('certificate.unbound');
    if (party.suspended) throw new Refusal('party.suspended');
    await this.mustBeGood(leaf, others, parties);
    return { kind: 'party', party, certificate: leaf.fingerprint };
  }

  private async mustBeGood(leaf: Certificate, others: readonly Certificate[], { version, anchors }: ActiveParties): Promise<void> {
    const key = `${version} ${leaf.fingerprint}`;
    if (this.good.has(key)) return;
    const { revocation, issuers, clock } = this.parts;
    const ground = { anchors, certificates: [...others, ...issuers], crls: [], ocsps: [], at: clock(), policy: 'standard' } as const;
    const verdict = await informed(revocation, patienceMs, ground, (one) => verifyCertificate(leaf, one));
    if (verdict.standing === 'indeterminate') throw new Refusal('revocation.unavailable');
    if (verdict.standing === 'invalid') throw new Refusal('gateway.certificate-refused', failed(verdict));
    this.good.set(key, true);
  }
}

const failed = ({ checks }: CertificateVerdict): string => checks.find(({ result }) => result === 'failed')?.code ?? '';

function parse(der: Uint8Array): Certificate {
  try {
    return parseCertificate(der);
  } catch (cause) {
    if (cause instanceof TrustError) throw new Refusal('gateway.certificate-refused', cause.code, { cause });
    throw cause;
  }
}
