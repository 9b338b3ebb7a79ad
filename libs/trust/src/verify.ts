import { readAsic } from './asic/read';
import { findCmsSignatures } from './cms/find';
import { findJwsSignatures } from './jws/find';
import { findPdfSignatures } from './pades/find';
import { findXmlSignatures } from './xmldsig/find';
import { type Ground, assess } from './verdict/assess';
import { verifyOcspFile } from './verify-ocsp';
import { verifyTimestampFile } from './verify-timestamp';
import { type FileFormat, type FoundSignature, type ReadOptions, UnreadableError } from './verdict/found';
import { formatOf } from './verdict/format';
import { type FileVerdict, overall, worst } from './verdict/report';

export interface FileGround extends Ground {
  /** Bytes of detached content: of a name, or of the only one (`''`). */
  readonly content?: (name: string) => Uint8Array | undefined;
}

/**
 * Finds every signature of a file and judges each: who signed, which bytes, was the certificate good then, is it good now.
 * @throws UnreadableError `unreadable` or `unsupported`; whatever is wrong with a signature that can be read is in the verdict
 */
export async function verifyFile(bytes: Uint8Array, ground: FileGround): Promise<FileVerdict> {
  const format = formatOf(bytes);
  if (!format)
    throw new UnreadableError(
      'unsupported',
      'file.format',
      'reading the file: none of XML, PDF, CMS, JWS, ASiC, time stamp, OCSP response',
    );
  if (format === 'timestamp') return verifyTimestampFile(bytes, ground);
  if (format === 'ocsp') return verifyOcspFile(bytes, ground);
  const found = await findSignatures(format, bytes, ground);
  const signatures = found.map((one) => assess(one, ground));
  return {
    format,
    standing: overall(signatures),
    whenSigned: worst(signatures.map(({ whenSigned }) => whenSigned.standing)),
    now: worst(signatures.map(({ now }) => now.standing)),
    coversWhole: signatures.length > 0 && signatures.every(({ coversWhole }) => coversWhole),
    signatures,
  };
}

function findSignatures(
  format: Exclude<FileFormat, 'timestamp' | 'ocsp'>,
  bytes: Uint8Array,
  options: ReadOptions,
): Promise<readonly FoundSignature[]> | readonly FoundSignature[] {
  switch (format) {
    case 'xml':
      return findXmlSignatures(bytes, options);
    case 'pdf':
      return findPdfSignatures(bytes, options);
    case 'cms':
      return findCmsSignatures(bytes, options);
    case 'jws':
      return findJwsSignatures(bytes, options);
    case 'asic-e':
    case 'asic-s':
      return readAsic(bytes, { ...options, readXml: findXmlSignatures });
  }
}
