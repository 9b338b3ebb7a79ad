import { findPdfSignatures } from '../pades/find';
import { type FoundSignature, UnreadableError } from '../verdict/found';

/** Signatures inside of one attachment: those of officials, apart from the sender's over the message. */
export interface InsideAttachment {
  /** Position among the attachments, from 1: names of files may tell of people. */
  readonly attachment: number;
  readonly found: readonly FoundSignature[];
  /** Why its signatures cannot be read, in the catalogue. */
  readonly unreadable?: string;
}

/** Of PDF, the form in which officials sign. Attachments without a signature are left out. */
export function findInside(attachments: Iterable<Uint8Array>): InsideAttachment[] {
  return [...attachments].flatMap((bytes, i) => (isSignedPdf(bytes) ? [{ attachment: i + 1, ...signaturesIn(bytes) }] : []));
}

function signaturesIn(pdf: Uint8Array): Omit<InsideAttachment, 'attachment'> {
  try {
    return { found: findPdfSignatures(pdf) };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    return { found: [], unreadable: error.code };
  }
}

function isSignedPdf(bytes: Uint8Array): boolean {
  const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return whole.subarray(0, 1024).includes('%PDF-') && whole.includes('/ByteRange');
}
