import { validatePath, verifyDetached } from '@lienthong/trust';
import { EvidenceError } from '../error';
import { manifest, pack, unpack } from '../export/asice';
import { bytesOf, type ReceiptFolder } from './folder';
import { isContained } from './names';
import { absent, type Check, check } from './report';
import type { Pins } from './trust';

const none = new Uint8Array();

/**
 * Signed by the seal's certificate or another one that the reader named, nothing in it that the signature does not cover, and its files are
 * those beside it, no more and no fewer.
 */
export function checkContainer(folder: ReceiptFolder, sealSigner: string | undefined, { anchors, signers }: Pins): Check {
  const name = [...folder.keys()].find((one) => one.endsWith('.asice'));
  if (name === undefined) return absent('container.signature', '*.asice');
  return check('container.signature', name, () => {
    const container = bytesOf(folder, name);
    const { files, signature } = unpack(container);
    const { signer, chain, signingTime } = verifyDetached(signature, manifest(files));
    if (!signingTime) throw new EvidenceError('evidence.malformed', 'checking the container: its signature names no signing time');
    validatePath(signer, chain.slice(1), anchors, signingTime);
    if (signer.fingerprint !== sealSigner && !signers.includes(signer.fingerprint))
      throw new EvidenceError('evidence.untrusted', `checking the container: ${signer.fingerprint} signed it and not the seal`);
    const names = [...folder.keys()].filter(isContained);
    const same = files.length === names.length && files.every(({ name, bytes }) => Buffer.compare(folder.get(name) ?? none, bytes) === 0);
    if (!same) throw new EvidenceError('evidence.malformed', 'checking the container: its files are not those beside it');
    return Buffer.compare(pack(files, signature), container) === 0;
  });
}
