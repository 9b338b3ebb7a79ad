import { addTimestamp, cmsTimestampContent } from './cms/add-timestamp';
import { type CmsAlgorithm } from './cms/sign-algorithm';
import { signCms } from './cms/sign';
import { signJades } from './jws/sign-jades';
import { addJadesTimestamp, jadesStampInput } from './jws/stamp-jades';
import type { SigningAlgorithm } from './keys/algorithm';
import { ecdsaToDer } from './keys/ecdsa';
import type { Signer } from './keys/signer';
import { TrustError } from './model';
import { addXmlTimestamp, xmlTimestampContent } from './xmldsig/add-timestamp';
import { signXml } from './xmldsig/sign';
import type { XmlAlgorithm } from './xmldsig/scheme';

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
  const signed = await signXml({ document: content, references: [{ kind: 'document' }], at, id, signer: xmlSigner(signer) });
  return stamp ? addXmlTimestamp(signed, id, await stamp(xmlTimestampContent(signed, id))) : signed;
}

async function signAsCades({ content, detached, signer, at, stamp }: SignOrder): Promise<Uint8Array> {
  const signed = await signCms({ content, attached: !detached, at, signer: cmsSigner(signer) });
  return stamp ? addTimestamp(signed, await stamp(cmsTimestampContent(signed))) : signed;
}

async function signAsJades({ content, detached, signer, at, stamp }: SignOrder): Promise<Uint8Array> {
  const signed = await signJades({ payload: content, detached, signer, at });
  return Buffer.from(stamp ? addJadesTimestamp(signed, await stamp(jadesStampInput(signed))) : signed, 'latin1');
}

const families = { RS: 'rsa-sha', PS: 'rsa-pss-sha', ES: 'ecdsa-sha' } as const;

function nameOf(algorithm: SigningAlgorithm): CmsAlgorithm | undefined {
  const family = families[algorithm.slice(0, 2) as keyof typeof families] as string | undefined;
  return family === undefined ? undefined : (`${family}${algorithm.slice(2)}` as CmsAlgorithm);
}

const xmlSigner = ({ certificateChain: chain, algorithm, sign }: Signer) => ({
  chain,
  algorithm: nameOf(algorithm) ?? ('eddsa-ed25519' as XmlAlgorithm),
  sign,
});

function cmsSigner({ certificateChain: chain, algorithm, sign }: Signer) {
  const name = nameOf(algorithm);
  if (!name) throw new TrustError('cms-malformed', `signing: CMS is not signed with ${algorithm} here`);
  return {
    chain,
    algorithm: name,
    sign: async (data: Uint8Array) => (name.startsWith('ecdsa') ? ecdsaToDer(await sign(data)) : sign(data)),
  };
}
