import { type TrustAnchor, validatePath, verifyDetached } from '@lienthong/trust';
import { EvidenceError } from '../error';
import { manifest, pack, unpack } from '../export/asice';
import { bytesOf, type ReceiptFolder } from './folder';
import { absent, type Check, check } from './report';

/** Signed by a trusted certificate, nothing in it that the signature does not cover, and its files are those beside it. */
export function checkContainer(folder: ReceiptFolder, anchors: readonly TrustAnchor[]): Check {
  const name = [...folder.keys()].find((one) => one.endsWith('.asice'));
  if (name === undefined) return absent('container.signature', '*.asice');
  return check('container.signature', name, () => {
    const container = bytesOf(folder, name);
    const { files, signature } = unpack(container);
    const { signer, chain, signingTime } = verifyDetached(signature, manifest(files));
    if (!signingTime) throw new EvidenceError('evidence.malformed', 'checking the container: its signature names no signing time');
    validatePath(signer, chain.slice(1), anchors, signingTime);
    const differs = files.find((file) => Buffer.compare(folder.get(file.name) ?? file.bytes, file.bytes) !== 0);
    if (differs) throw new EvidenceError('evidence.malformed', `checking the container: its ${differs.name} is another`);
    return Buffer.compare(pack(files, signature), container) === 0;
  });
}
