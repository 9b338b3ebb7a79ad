import { XmlError } from '@lienthong/xml';
import { UnreadableError } from '../verdict/found';

export const unsupported = (code: string, reason: string): UnreadableError =>
  new UnreadableError('unsupported', code, `reading XML: ${reason}`);

export const beyond = (what: string): UnreadableError => unsupported('xml.limit', `${what}: more than is processed`);

/** The parser's own refusals in the words of this library. */
export function translated<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new UnreadableError(error.kind, error.code, error.message, { cause: error });
  }
}
