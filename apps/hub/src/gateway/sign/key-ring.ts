import { AuthorityError, type SignerSource, openSigner } from '@lienthong/authority';
import type { GatewayConfig } from '@lienthong/config';
import type { ErrorCode } from '@lienthong/message';
import type { Logger } from '@lienthong/runtime';
import type { Certificate, RevocationStatus, Signer } from '@lienthong/trust';
import { complaintOf } from '../../complaint/complaint';
import { sourceOf } from './source';

export interface KeyRingParts {
  readonly keys: GatewayConfig['keys'];
  readonly clock: () => Date;
  readonly random: (bytes: number) => Uint8Array;
  /** Revocation status of a signer's own certificate. */
  readonly status: (chain: readonly Certificate[]) => Promise<RevocationStatus>;
  readonly log: Pick<Logger, 'info' | 'error'>;
}

type State = { readonly signer: Signer } | { readonly code: ErrorCode };

export interface HeldKey {
  readonly name: string;
  readonly grants: ReadonlySet<string>;
  state: State;
}

/** What is away may come back; a wrong PIN or an expired certificate stays one until somebody has looked, and a token is not tried to death. */
const passing: ReadonlySet<string> = new Set([
  'authority.signer-unavailable',
  'authority.signer-token-missing',
  'authority.request-failed',
]);

/** The keys that sign for parties: opened and proved at start, looked at again and again; one that cannot be used stops no other. */
export class KeyRing {
  private readonly held = new Map<string, HeldKey>();

  constructor(private readonly parts: KeyRingParts) {
    for (const [name, { grants }] of Object.entries(parts.keys))
      this.held.set(name, { name, grants: new Set(grants), state: { code: 'authority.signer-unavailable' } });
  }

  /** Opens every key; never rejects: `codes` tells what cannot be used, and why. */
  async open(): Promise<void> {
    await Promise.all([...this.held.values()].map((key) => this.openOne(key)));
  }

  /** Once a minute or so: a key may be revoked, and one that was away may be there again. */
  async look(): Promise<void> {
    await Promise.all(
      [...this.held.values()].map((key) => ('signer' in key.state ? this.check(key, key.state.signer) : this.again(key, key.state))),
    );
  }

  /** The key of that name, if the party may use it; whether it exists otherwise is nobody's business. */
  granted(name: string, party: string): HeldKey | undefined {
    const key = this.held.get(name);
    return key?.grants.has(party) ? key : undefined;
  }

  grantsAny(party: string): boolean {
    return [...this.held.values()].some(({ grants }) => grants.has(party));
  }

  /** How many keys there are and can sign now, and what is wrong with the others. */
  readiness(): { readonly configured: number; readonly usable: number; readonly codes: readonly ErrorCode[] } {
    const states = [...this.held.values()].map(({ state }) => state);
    const codes = states.flatMap((state) => ('code' in state ? [state.code] : []));
    return { configured: states.length, usable: states.length - codes.length, codes: [...new Set(codes)] };
  }

  async close(): Promise<void> {
    for (const { state } of this.held.values()) if ('signer' in state) await state.signer.close();
  }

  private async openOne(key: HeldKey): Promise<void> {
    const { keys, clock, random, status, log } = this.parts;
    const config = keys[key.name];
    if (!config) return;
    try {
      const source: SignerSource = await sourceOf(config.signer);
      key.state = { signer: await openSigner(source, { clock, random, status }) };
      log.info({ key: key.name }, 'this key can sign');
    } catch (error) {
      this.fail(key, complaintOf(error, 'en').code, error);
    }
  }

  private async again(key: HeldKey, { code }: { readonly code: ErrorCode }): Promise<void> {
    if (passing.has(code)) await this.openOne(key);
  }

  private async check(key: HeldKey, signer: Signer): Promise<void> {
    const [leaf] = signer.certificateChain;
    const now = this.parts.clock();
    const isExpired = !leaf || now < leaf.notBefore || now > leaf.notAfter;
    const isRevoked = !isExpired && (await this.parts.status(signer.certificateChain)).status === 'revoked';
    if (!isExpired && !isRevoked) return;
    this.fail(key, isExpired ? 'authority.signer-certificate-expired' : 'authority.signer-certificate-revoked');
    await signer.close();
  }

  private fail(key: HeldKey, code: ErrorCode, error?: unknown): void {
    key.state = { code };
    const reason = error instanceof AuthorityError ? error.message : undefined;
    this.parts.log.error({ key: key.name, code, reason }, 'this key cannot sign');
  }
}
