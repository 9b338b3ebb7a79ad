import { UnreadableError } from '../verdict/found';

const armour = /^\s*-----BEGIN (CMS|PKCS7|PKCS #7 SIGNED DATA)-----\s([A-Za-z0-9+/\s]+={0,2})\s*-----END \1-----\s*$/;
const maxBytes = 64 * 1024 * 1024;

/** The bytes inside PEM (RFC 7468 §8, §9), or the input where it is none. One block, and nothing beside it but white space. */
export function withoutPem(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((octet) => octet > 0x20);
  if (bytes[first] !== 0x2d) return bytes;
  if (bytes.length > maxBytes) throw new UnreadableError('unsupported', 'cms.too-large', `reading PEM: larger than ${maxBytes} bytes`);
  const base64 = armour.exec(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'))?.[2]?.replace(/\s/g, '');
  if (base64 === undefined || base64.length % 4 !== 0)
    throw new UnreadableError('unreadable', 'cms.malformed', 'reading PEM: not one block of a CMS message');
  return Buffer.from(base64, 'base64');
}

/** A CMS message as PEM (RFC 7468 §9), one text for the same bytes; what is PEM already stays as it is. */
export function armoured(cms: Uint8Array): string {
  const bytes = Buffer.from(cms.buffer, cms.byteOffset, cms.length);
  if (bytes[0] === 0x2d) return bytes.toString('latin1');
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CMS-----\n${lines.join('\n')}\n-----END CMS-----\n`;
}
