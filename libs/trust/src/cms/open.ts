import { TrustError } from '../model';
import { UnreadableError } from '../verdict/found';
import { toDer } from './ber';
import * as oids from './oids';
import { contentInfoType, readSignedData, type SignedData } from './signed-data';

/**
 * SignedData in DER or BER; zeros may follow it where the caller knows them for padding, nothing else.
 * @throws UnreadableError `cms.malformed`, `cms.trailing`, `cms.content-type`, `cms.too-large`, `cms.too-deep` or `cms.ber`
 */
export function openCms(bytes: Uint8Array, padding: 'none' | 'zeros' = 'none'): SignedData {
  const { der, used } = toDer(bytes);
  const rest = bytes.subarray(used);
  if (rest.length > 0 && (padding === 'none' || rest.some((octet) => octet !== 0)))
    throw new UnreadableError('unreadable', 'cms.trailing', `reading CMS: ${rest.length} bytes after it`);
  const type = contentInfoType(der);
  if (type !== undefined && type !== oids.signedData)
    throw new UnreadableError('unsupported', 'cms.content-type', `reading CMS: content of type ${type}, not SignedData`);
  return readably(() => readSignedData(der, 'cms-malformed'));
}

/** The refusals of the decoders as those of a reader of files. */
export function readably<T>(read: () => T, code = 'cms.malformed'): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof TrustError) throw new UnreadableError('unreadable', code, error.message, { cause: error });
    throw error;
  }
}
