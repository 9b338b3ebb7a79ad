import type { EdxmlAttachment, EdxmlDocument } from '@lienthong/documents';
import { type FileGround, UnreadableError, verifyFile } from '@lienthong/trust';
import type { Inputs } from '../verify/inputs';
import { type AttachmentSignature, integrityOf } from './report';

/** Signatures inside the attachments: PAdES, CAdES (the signed file may be another attachment), XMLDSig, ASiC. */
export async function attachmentSignatures(document: EdxmlDocument, ground: FileGround, inputs: Inputs): Promise<AttachmentSignature[]> {
  const found: AttachmentSignature[] = [];
  for (const one of document.attachments) if (mayBeSigned(one)) found.push(...(await signaturesIn(one, document, ground, inputs)));
  return found;
}

async function signaturesIn(
  one: EdxmlAttachment,
  document: EdxmlDocument,
  ground: FileGround,
  inputs: Inputs,
): Promise<AttachmentSignature[]> {
  const { id: attachment, name, file } = one;
  const sibling = signedBy(one, document);
  const whole = sibling ? { ...ground, content: () => sibling.file } : ground;
  try {
    const { signatures } = await inputs.judged(whole, (informed) => verifyFile(file, informed));
    return signatures.map((verdict) => ({ attachment, name, integrity: integrityOf(verdict), verdict }));
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return [{ attachment, name, integrity: 'open', unreadable: error.code }];
  }
}

const cms = /\.(p7s|p7m|sig|cades)$/i;
const xml = /\.xml$/i;
const asic = /\.(asice|asics|sce|scs)$/i;

/** Most attachments are not signed: only those are opened in which something says so. */
function mayBeSigned({ name, file }: EdxmlAttachment): boolean {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  if (bytes.subarray(0, 1024).includes('%PDF-')) return bytes.includes('/ByteRange');
  return cms.test(name) || asic.test(name) || (xml.test(name) && bytes.includes('Signature'));
}

/** `a.pdf` for `a.pdf.p7s`. */
function signedBy({ id, name }: EdxmlAttachment, { attachments }: EdxmlDocument): EdxmlAttachment | undefined {
  const signed = name.replace(cms, '');
  return signed === name ? undefined : attachments.find((one) => one.id !== id && one.name === signed);
}
