import { hash } from 'node:crypto';
import {
  type DetachedSignature,
  type Path,
  purposes,
  type TrustAnchor,
  TrustError,
  validatePath,
  verifyDetached,
  verifyTimestamp,
} from '@lienthong/trust';
import { chainPem } from '../export/files';
import { parseSeal, type Seal } from '../note/seal';
import { decodeUtf8 } from '../text/record';
import { bytesOf, type ReceiptFolder, textOf } from './folder';
import { absent, attempt, type Check, check } from './report';
import { checkRevocation, type RevocationFindings } from './revocation';
import type { Pins } from './trust';

/** What is known of one seal once its signature, time and chain are checked; many receipts share it. */
export interface SealFindings {
  readonly checks: readonly Check[];
  readonly seal?: Seal;
  /** Path of the seal's certificate and the time it was judged at; absent when a check failed. */
  readonly signed?: { readonly path: Path; readonly at: Date };
  readonly signature?: DetachedSignature;
  /** Filled as receipts come: what each set of revocation data says about `signed`. */
  readonly revocations: RevocationFindings;
}

/** Findings by digest of the two files, for one reader's trust. */
export class SealCache {
  private readonly known = new Map<string, SealFindings>();

  constructor(private readonly pins: Pins) {}

  findings(folder: ReceiptFolder): SealFindings {
    const key = ['seal.txt', 'seal.p7s'].map((name) => hash('sha256', folder.get(name) ?? '', 'hex')).join();
    const findings = this.known.get(key) ?? examine(folder, this.pins);
    this.known.set(key, findings);
    return findings;
  }
}

function examine(folder: ReceiptFolder, pins: Pins): SealFindings {
  const { anchors } = pins;
  const form = attempt('seal.form', 'seal.txt', () => parseSeal(decodeUtf8(bytesOf(folder, 'seal.txt'), 'seal.txt')));
  const signature = attempt('seal.signature', 'seal.p7s', () => verifyDetached(bytesOf(folder, 'seal.p7s'), bytesOf(folder, 'seal.txt')));
  const stamp = stamped(signature.value, anchors);
  const at = stamp ? stamp.value : signature.value?.signingTime;
  const path = attempt('seal.chain', 'seal.p7s', () => pathAt(signature.value, anchors, at));
  return {
    checks: [
      form.check,
      signature.check,
      stamp?.check ?? absent('seal.timestamp', 'seal.p7s'),
      path.check,
      ...pinned(pins, signature.value, form.value),
    ],
    revocations: new Map(),
    ...(form.value && { seal: form.value }),
    ...(signature.value && { signature: signature.value }),
    ...(path.value && at && { signed: { path: path.value, at } }),
  };
}

/** Absent where the reader named nothing: then the reader has to compare. */
function pinned({ signers, log }: Pins, signature: DetachedSignature | undefined, seal: Seal | undefined): Check[] {
  const isNamed = (): boolean => signature !== undefined && signers.includes(signature.signer.fingerprint);
  return [
    signers.length === 0 ? absent('seal.signer', 'seal.p7s') : check('seal.signer', 'seal.p7s', isNamed),
    log === undefined ? absent('seal.log', 'seal.txt') : check('seal.log', 'seal.txt', () => seal?.vkey === log),
  ];
}

function stamped(signature: DetachedSignature | undefined, anchors: readonly TrustAnchor[]): { check: Check; value?: Date } | undefined {
  if (!signature?.timestamp) return undefined;
  const { timestamp, value, chain } = signature;
  return attempt('seal.timestamp', 'seal.p7s', () => {
    const stamp = verifyTimestamp(timestamp, value);
    validatePath(stamp.signer, [...stamp.chain.slice(1), ...chain.slice(1)], anchors, stamp.at, { purpose: purposes.timeStamping });
    return stamp.at;
  });
}

function pathAt(signature: DetachedSignature | undefined, anchors: readonly TrustAnchor[], at: Date | undefined): Path {
  if (!signature) throw new TrustError('signature-invalid', 'checking the chain: the signature does not verify');
  if (!at) throw new TrustError('cms-malformed', 'checking the chain: there is no signing time to judge it at');
  return validatePath(signature.signer, signature.chain.slice(1), anchors, at);
}

/** What may differ between receipts under one seal: the copies of the log key and the chain, and the revocation data at hand. */
export function checkBesideSeal(folder: ReceiptFolder, { seal, signature, signed, revocations }: SealFindings): Check[] {
  return [
    check('seal.form', 'log.vkey', () => textOf(folder, 'log.vkey') === `${seal?.vkey ?? ''}\n`),
    check('chain.form', 'chain.pem', () => signature !== undefined && textOf(folder, 'chain.pem') === chainPem(signature.chain)),
    checkRevocation(folder, signed, revocations),
  ];
}
