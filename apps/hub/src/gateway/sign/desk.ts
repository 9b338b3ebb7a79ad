import type { SigningAct } from '@lienthong/message';
import { AuthorityError } from '@lienthong/authority';
import type { Signer, SigningFormat } from '@lienthong/trust';
import type { Caller } from '../caller/caller';
import { Refusal } from '../refusal';
import type { GatewayRules } from '../rules';
import type { Bulk } from '../upload/bulk';
import type { Expected, Parcel } from '../upload/parcel';
import { choiceIn } from '../verify/desk';
import type { Workers } from '../work/workers';
import type { ActLog } from './act-log';
import type { KeyRing } from './key-ring';

export interface SignDeskParts {
  readonly rules: Pick<GatewayRules, 'current'>;
  readonly workers: Pick<Workers, 'sign'>;
  readonly keys: KeyRing;
  readonly acts: Pick<ActLog, 'keep'>;
  /** A verified RFC 3161 token over the bytes; absent: no time-stamping authority is configured. */
  readonly stamp?: (bytes: Uint8Array) => Promise<Uint8Array>;
  readonly clock: () => Date;
  readonly newId: () => string;
  readonly fileBytes: number;
}

export interface Signed {
  readonly act: SigningAct;
  /** The signed file, or the detached signature. */
  readonly signature: Uint8Array;
  /** Of the signature. */
  readonly mediaType: string;
}

interface Order {
  readonly key: string;
  readonly signer: Signer;
  readonly format: SigningFormat;
  readonly level: 'B-B' | 'B-T';
  readonly detached: boolean;
}

/** `/v1/sign` and `Sign`, whatever the protocol. */
export class SignDesk {
  readonly expected: Expected;

  constructor(private readonly parts: SignDeskParts) {
    this.expected = { texts: ['key', 'format', 'level', 'detached'], large: ['file'], small: [], fileBytes: parts.fileBytes };
  }

  /** Before anything of the request is read. @throws Refusal */
  admit(caller: Caller): void {
    if (caller.kind === 'nobody') throw new Refusal('gateway.unauthenticated');
    if (!this.parts.keys.grantsAny(caller.party.code)) throw new Refusal('gateway.key-forbidden');
  }

  /** The act is stored before the signature leaves. @throws Refusal */
  async sign(caller: Caller, parcel: Parcel, gone?: AbortSignal): Promise<Signed> {
    if (caller.kind === 'nobody') throw new Refusal('gateway.unauthenticated');
    const order = this.orderIn(parcel, caller.party.code);
    const [file] = parcel.bulks.get('file') ?? [];
    if (!file) throw new Refusal('gateway.field', 'file');
    const { version } = await this.parts.rules.current();
    const signedAt = wholeSecond(this.parts.clock());
    const { signature, contentDigest, signatureDigest } = await this.make(order, { file, at: signedAt }, gone);
    const act: SigningAct = {
      ...{ id: this.parts.newId(), party: caller.party.code, caller: Buffer.from(caller.certificate, 'hex'), key: order.key },
      ...{ certificate: fingerprintOf(order.signer), format: order.format, level: order.level },
      ...{ content: contentDigest, signature: signatureDigest, signedAt, rulesVersion: version },
    };
    await this.parts.acts.keep(act);
    return { act, signature, mediaType: mediaTypeOf(order) };
  }

  private orderIn(parcel: Parcel, party: string): Order {
    const key = parcel.texts.get('key');
    if (key === undefined) throw new Refusal('gateway.field', 'key');
    const held = this.parts.keys.granted(key, party);
    if (!held) throw new Refusal('gateway.key-forbidden');
    if (!('signer' in held.state)) throw new Refusal('gateway.key-unusable');
    if (!parcel.texts.has('format')) throw new Refusal('gateway.field', 'format');
    const format = choiceIn<SigningFormat>(parcel, 'format', ['xades', 'cades', 'jades']);
    const level = choiceIn<'B-B' | 'B-T'>(parcel, 'level', this.parts.stamp ? ['B-B', 'B-T'] : ['B-B']);
    const detached = choiceIn(parcel, 'detached', ['false', 'true']) === 'true';
    if (detached && format === 'xades') throw new Refusal('gateway.field', 'detached');
    return { key, signer: held.state.signer, format, level, detached };
  }

  private make({ signer, format, level, detached }: Order, { file, at }: { readonly file: Bulk; readonly at: Date }, gone?: AbortSignal) {
    const task = { file, format, detached, at, chain: signer.certificateChain.map(({ der }) => der), algorithm: signer.algorithm };
    return this.parts.workers.sign(
      { ...task, stamped: level === 'B-T' },
      { signature: (bytes) => this.signed(signer, bytes), timestamp: (bytes) => this.stamped(bytes) },
      gone,
    );
  }

  private async signed(signer: Signer, bytes: Uint8Array): Promise<Uint8Array> {
    try {
      return await signer.sign(bytes);
    } catch (cause) {
      throw cause instanceof AuthorityError ? new Refusal('gateway.key-unusable', '', { cause }) : cause;
    }
  }

  private async stamped(bytes: Uint8Array): Promise<Uint8Array> {
    try {
      if (!this.parts.stamp) throw new Error('no time-stamping authority is configured');
      return await this.parts.stamp(bytes);
    } catch (cause) {
      throw new Refusal('gateway.timestamp-unavailable', '', { cause });
    }
  }
}

const wholeSecond = (at: Date): Date => new Date(Math.floor(at.getTime() / 1_000) * 1_000);

const fingerprintOf = ({ certificateChain: [leaf] }: Signer): Uint8Array => Buffer.from(leaf?.fingerprint ?? '', 'hex');

/** Media types of the signatures: RFC 7303, RFC 8551, RFC 7515. */
function mediaTypeOf({ format, detached, level }: Order): string {
  if (format === 'xades') return 'application/xml';
  if (format === 'cades') return detached ? 'application/pkcs7-signature' : 'application/pkcs7-mime';
  return level === 'B-T' ? 'application/jose+json' : 'application/jose';
}
