import type { FileFormat } from './found';

/** By content alone: names and declared types are the sender's. Only the beginning is looked at. */
export function formatOf(bytes: Uint8Array): FileFormat | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024));
  if (start.subarray(0, 4).equals(zip)) return start.includes('application/vnd.etsi.asic-s+zip') ? 'asic-s' : 'asic-e';
  // no text begins so, and what is signed in a CMS message may well be a PDF
  if (start[0] === 0x30 && (start[1] ?? 0) >= 0x80) return derFormat(start);
  if (start.includes('%PDF-')) return 'pdf';
  if (start[0] === 0x30) return derFormat(start);
  if (start[0] === 0xfe || start[0] === 0xff) return 'xml'; // UTF-16, which only XML may be
  const text = start
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (text.startsWith('<')) return 'xml';
  if (text.startsWith('-----BEGIN ')) return 'cms';
  return /^(\{|eyJ[\w-]{8})/.test(text) ? 'jws' : undefined; // a compact one begins with a JSON object in base64url
}

/** By what the outer SEQUENCE begins with: a status (OCSP), a SEQUENCE with a status (time-stamp response), or a content type (CMS). */
function derFormat(start: Buffer): FileFormat {
  const first = start[(start[1] ?? 0) <= 0x80 ? 2 : 2 + ((start[1] ?? 0) & 0x7f)];
  if (first === 0x0a) return 'ocsp';
  return first === 0x30 || start.subarray(0, 160).includes(tstInfo) ? 'timestamp' : 'cms';
}

/** id-ct-TSTInfo as the type of the content, which stands near the beginning. */
const tstInfo = Buffer.from('060b2a864886f70d0109100104', 'hex');
const zip = Buffer.from('PK\x03\x04', 'latin1');
