import { UnreadableError } from '../../verdict/found';

/** Not well-formed, or not in the encoding that it says. `at` is an offset into the text. */
export const malformed = (reason: string, at?: number): UnreadableError =>
  new UnreadableError('unreadable', 'xml.malformed', `reading XML: ${reason}${at === undefined ? '' : `, at character ${at}`}`);

export const unsupported = (code: string, reason: string): UnreadableError =>
  new UnreadableError('unsupported', code, `reading XML: ${reason}`);

export const beyond = (what: string): UnreadableError => unsupported('xml.limit', `${what}: more than is processed`);
