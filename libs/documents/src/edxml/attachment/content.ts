import { unzipOne, type ZipFault } from './unzip';
import { isZip, readDirectory } from './zip-directory';

/** Kinds of file that are a ZIP with several entries by themselves. */
const packages = new Set(
  'docx docm dotx xlsx xlsm xltx pptx pptm ppsx odt ods odp odg epub jar apk asice asics sce scs bdoc kmz vsdx'.split(' '),
);
const archives = new Set(['zip']);
/** Kinds of file that never begin as a ZIP does: with those four octets something was wrapped, whatever the type says. */
const plain = new Set('pdf doc xls ppt txt rtf csv xml json html htm png jpg jpeg gif bmp tif tiff p7s p7m sig'.split(' '));

/**
 * The file inside what base64 carried. The national library wraps what is neither PDF, DOC, DOCX nor ZIP into a ZIP with one entry and calls it
 * `application/zip`; other senders wrap everything, or nothing, under any type. A file whose own name ends in `.zip` is not opened.
 */
export function fileIn(transferred: Buffer, format: string, type: string | undefined, room: number): Buffer | ZipFault {
  const kind = format.toLowerCase();
  const saysZip = type?.toLowerCase() === 'application/zip';
  if (!isZip(transferred) || archives.has(kind)) return transferred;
  const directory = readDirectory(transferred);
  if (packages.has(kind) && directory?.count !== 1 && (!saysZip || isPackage(transferred))) return transferred;
  if (!saysZip && !plain.has(kind) && !packages.has(kind)) return transferred;
  return directory ? unzipOne(transferred, directory, room) : 'edxml.attachment-zip';
}

/** Has the entry that every such package begins with (OPC, ODF). */
const isPackage = (bytes: Buffer): boolean =>
  bytes.includes('[Content_Types].xml') || bytes.subarray(30, 38).equals(Buffer.from('mimetype'));

/** As the national library: what is behind the last point of the name, `unk` where nothing is. */
export function formatOf(said: string | undefined, name: string): string {
  if (said !== undefined && said !== 'unk') return said;
  const point = name.lastIndexOf('.');
  const extension = point < 0 ? '' : name.slice(point + 1);
  return extension === '' ? 'unk' : extension;
}
