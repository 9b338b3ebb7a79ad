import { hash } from 'node:crypto';
import { signDetached, type Signer } from '@lienthong/trust';
import { unzipSync, zipSync, type Zippable } from 'fflate';
import { EvidenceError } from '../error';
import type { ReceiptFile } from './files';

const mimeType = 'application/vnd.etsi.asic-e+zip';
const manifestName = 'META-INF/ASiCManifest.xml';
const signatureName = 'META-INF/signature.p7s';
/** Entries carry no time of their own: the signature tells it, and the same content makes the same bytes. */
const epoch = new Date(1980, 0, 1);

/** ASiC-E with CAdES (ETSI EN 319 162-1 §4.4): a detached signature over a manifest of the files' digests. Names are flat. */
export async function makeContainer(files: readonly ReceiptFile[], key: Signer, at: Date): Promise<Uint8Array> {
  return pack(files, await signDetached(manifest(files), key, at));
}

/** The container that holds these files and this signature: nothing is compressed, so that it can be made again byte for byte. */
export function pack(files: readonly ReceiptFile[], signature: Uint8Array): Uint8Array {
  const entries: Zippable = { mimetype: Buffer.from(mimeType) };
  for (const { name, bytes } of files) entries[name] = bytes;
  entries[manifestName] = manifest(files);
  entries[signatureName] = signature;
  return zipSync(entries, { level: 0, mtime: epoch });
}

/** What a container holds; only stored entries are read. Whether nothing else is in it, `pack` of the answer tells. */
export function unpack(container: Uint8Array): { files: ReceiptFile[]; signature: Uint8Array } {
  const entries = new Map(Object.entries(unzip(container)));
  const signature = entries.get(signatureName);
  if (!signature) throw new EvidenceError('evidence.malformed', 'reading the container: it has no signature');
  for (const name of ['mimetype', manifestName, signatureName]) entries.delete(name);
  return { files: [...entries].map(([name, bytes]) => ({ name, bytes })), signature };
}

function unzip(container: Uint8Array): Record<string, Uint8Array> {
  try {
    let left = container.length;
    return unzipSync(container, {
      // entries may name the same bytes again and again
      filter: ({ compression, size, originalSize }) => compression === 0 && (left -= Math.max(size, originalSize)) >= 0,
    });
  } catch (cause) {
    throw new EvidenceError('evidence.malformed', 'reading the container: not a ZIP file', { cause });
  }
}

/** ASiCManifest (ETSI EN 319 162-1 annex A.4). */
export function manifest(files: readonly ReceiptFile[]): Uint8Array {
  const objects = files.map(
    ({ name, bytes }) => `  <asic:DataObjectReference URI="${name}">
    <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
    <ds:DigestValue>${hash('sha256', bytes, 'base64')}</ds:DigestValue>
  </asic:DataObjectReference>
`,
  );
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
  <asic:SigReference URI="${signatureName}" MimeType="application/pkcs7-signature"/>
${objects.join('')}</asic:ASiCManifest>
`);
}
