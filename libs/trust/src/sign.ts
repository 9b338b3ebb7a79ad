import { addTimestamp, cmsTimestampContent } from './cms/add-timestamp';
import { signCms } from './cms/sign';
import { signJades } from './jws/sign-jades';
import { addJadesTimestamp, jadesStampInput } from './jws/stamp-jades';
import type { Signer } from './keys/signer';
import { addXmlTimestamp, xmlTimestampContent } from './xmldsig/add-timestamp';
import { signXml } from './xmldsig/sign';

export const signingFormats = ['xades', 'cades', 'jades'] as const;
export type SigningFormat = (typeof signingFormats)[number];

export interface SignOrder {
  readonly format: SigningFormat;
  readonly content: Uint8Array;
  /** The content stays outside of the signature; XAdES is always enveloped. */
  readonly detached: boolean;
  readonly signer: Signer;
  /** The time of signing that the signature claims; whole seconds. */
  readonly at: Date;
  /** Brings an RFC 3161 token over what it is given, verified against that; raises the signature to level B-T. Asked once. */
  readonly stamp?: (data: Uint8Array) => Promise<Uint8Array>;
}

/**
 * Signs a whole file at level B-B, or B-T where somebody stamps it. A JAdES with a time stamp is JSON, without one compact.
 * @throws TrustError when the key may not sign so; UnreadableError for XML that `verifyFile` would refuse
 */
export async function signFile(order: SignOrder): Promise<Uint8Array> {
  switch (order.format) {
    case 'xades':
      return signAsXades(order);
    case 'cades':
      return signAsCades(order);
    case 'jades':
      return signAsJades(order);
  }
}

async function signAsXades({ content, signer, at, stamp }: SignOrder): Promise<Uint8Array> {
  const id = `sig-${at.getTime()}`;
  const signed = await signXml({ document: content, references: [{ kind: 'document' }], at, id, signer });
  return stamp ? addXmlTimestamp(signed, id, await stamp(xmlTimestampContent(signed, id))) : signed;
}

async function signAsCades({ content, detached, signer, at, stamp }: SignOrder): Promise<Uint8Array> {
  const signed = await signCms({ content, attached: !detached, at, signer });
  return stamp ? addTimestamp(signed, await stamp(cmsTimestampContent(signed))) : signed;
}

async function signAsJades({ content, detached, signer, at, stamp }: SignOrder): Promise<Uint8Array> {
  const signed = await signJades({ payload: content, detached, signer, at });
  return Buffer.from(stamp ? addJadesTimestamp(signed, await stamp(jadesStampInput(signed))) : signed, 'latin1');
}
