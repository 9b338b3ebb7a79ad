import type { KeyObject } from 'node:crypto';

import { isSigningAlgorithm, kindMismatch, type SigningAlgorithm, verifySignature } from '../keys/algorithm';
import type { Certificate } from '../model';
import type { Check, SignaturePolicy } from '../verdict/found';
import { refusedAlgorithm } from '../verdict/unsupported';
import { keyWeakness } from '../x509/key';
import type { NamedSigner } from './find-signer';
import { keyText } from './key-text';
import type { Payload } from './payload';
import { signingInput } from './verify';

export interface Weight {
  readonly signer?: Certificate;
  readonly checks: readonly Check[];
  /** The signature is by the signer's key, and over what was handed in. */
  readonly verified: boolean;
}

/** One signature, everything decoded. */
export interface Load {
  readonly alg: string;
  readonly encodedHeader: string;
  readonly signature: Uint8Array;
  readonly payload: Payload;
  readonly named: NamedSigner;
  readonly policy: SignaturePolicy;
}

/** The mathematics, in the order: may it be used, whose is it, what is it over, does it fit. */
export function weigh({ alg, encodedHeader, signature, payload, named, policy }: Load): Weight {
  const algorithm = algorithmNamed(alg);
  const input = payload.octets && signingInput(encodedHeader, payload.octets);
  const isBy = ({ publicKey }: Certificate): boolean =>
    algorithm !== undefined &&
    input !== undefined &&
    refusal(algorithm, publicKey, policy) === undefined &&
    verifySignature(algorithm, publicKey, input, signature);
  const signer = named.isKnown ? named.candidates[0] : named.candidates.find(isBy);
  const verified = signer !== undefined && (!named.isKnown || isBy(signer));
  const allowed = judgeAlgorithm(alg, algorithm, signer, policy);
  const checks = [
    ...allowed,
    signerCheck(signer, named),
    ...(signer ? [named.bound] : []),
    ...payload.checks,
    ...valueCheck(verified, payload, signer !== undefined && allowed[0].result !== 'failed'),
  ];
  return { ...(signer && { signer }), checks, verified };
}

/** RFC 9864 gives Ed25519 a name of its own. */
function algorithmNamed(alg: string): SigningAlgorithm | undefined {
  if (alg === 'Ed25519') return 'EdDSA';
  return isSigningAlgorithm(alg) ? alg : undefined;
}

function judgeAlgorithm(
  alg: string,
  algorithm: SigningAlgorithm | undefined,
  signer: Certificate | undefined,
  policy: SignaturePolicy,
): [Check, ...Check[]] {
  const reason = algorithm === undefined ? 'unknown or not a signature' : signer && refusal(algorithm, signer.publicKey, policy);
  const facts = { algorithm: alg, ...(signer && { key: keyText(signer.publicKey) }) };
  const refused = algorithm === undefined ? refusedAlgorithm(alg) : {};
  if (reason !== undefined) return [{ code: 'signature.algorithm', result: 'failed', facts: { ...facts, reason, ...refused } }];
  const weakness = signer && keyWeakness(signer.publicKey);
  const passed: Check = { code: 'signature.algorithm', result: 'passed', facts };
  return weakness === undefined ? [passed] : [passed, { code: 'signature.weak', result: 'warning', facts: { ...facts, reason: weakness } }];
}

/** Why policy forbids the algorithm with this key; the legacy one takes RSA from 1024 bits. */
function refusal(algorithm: SigningAlgorithm, key: KeyObject, policy: SignaturePolicy): string | undefined {
  const mismatch = kindMismatch(algorithm, key);
  if (mismatch !== undefined) return mismatch;
  const weakness = keyWeakness(key);
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
  const isLegacy =
    policy === 'legacy' && modulusLength >= 1024 && modulusLength < 2048 && publicExponent >= 65_537n && publicExponent % 2n === 1n;
  return isLegacy ? undefined : weakness;
}

const signerCheck = (signer: Certificate | undefined, { isKnown }: NamedSigner): Check => ({
  code: 'signer.certificate',
  result: signer ? 'passed' : 'unknown',
  facts: signer ? { certificate: signer.fingerprint, subject: signer.subject, by: isKnown ? 'name' : 'key' } : {},
});

/** A signature over nothing that does not fit is rather one over content that was not handed in. */
function valueCheck(verified: boolean, { octets, maybeMissing }: Payload, checkable: boolean): Check[] {
  if (verified) return [{ code: 'signature.value', result: 'passed', facts: {} }];
  if (maybeMissing) return [{ code: 'content.missing', result: 'unknown', facts: { name: '' } }];
  return checkable && octets !== undefined ? [{ code: 'signature.value', result: 'failed', facts: {} }] : [];
}
