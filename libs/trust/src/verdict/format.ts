import type { FileFormat } from './found';

/** By content alone: names and declared types are the sender's. Only the beginning is looked at. */
export function formatOf(bytes: Uint8Array): FileFormat | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024));
  if (start.subarray(0, 4).equals(zip)) return start.includes('application/vnd.etsi.asic-s+zip') ? 'asic-s' : 'asic-e';
  if (start.includes('%PDF-')) return 'pdf';
  if (start[0] === 0x30) return 'cms';
  if (start[0] === 0xfe || start[0] === 0xff) return 'xml'; // UTF-16, which only XML may be
  const text = start
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (text.startsWith('<')) return 'xml';
  if (text.startsWith('-----BEGIN ')) return 'cms';
  return /^(\{|eyJ[\w-]{8})/.test(text) ? 'jws' : undefined; // a compact one begins with a JSON object in base64url
}

const zip = Buffer.from('PK\x03\x04', 'latin1');
