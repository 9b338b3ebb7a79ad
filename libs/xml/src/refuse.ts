import { positionOf, type XmlPosition } from './position';

export type XmlErrorCode = 'xml.malformed' | 'xml.doctype' | 'xml.version' | 'xml.encoding' | 'xml.limit' | 'xml.processing-instruction';

/** Why a file is not read. `unreadable`: not XML, or broken. `unsupported`: readable, and something in it is not processed here. */
export class XmlError extends Error {
  override readonly name = 'XmlError';

  constructor(
    readonly kind: 'unreadable' | 'unsupported',
    readonly code: XmlErrorCode,
    private readonly reason: string,
    /** Offset into the text, in UTF-16 units, where one is to blame. */
    readonly at?: number,
    /** The same for people. */
    readonly position?: XmlPosition,
  ) {
    super(`reading XML: ${reason}${position ? `, at line ${position.line}, column ${position.column}` : ''}`);
  }

  /** With its position, once the text is at hand. */
  placedIn(text: string): XmlError {
    return this.at === undefined ? this : new XmlError(this.kind, this.code, this.reason, this.at, positionOf(text, this.at));
  }
}

/** Not well-formed, or not in the encoding that it says. `at` is an offset into the text. */
export const malformed = (reason: string, at?: number): XmlError => new XmlError('unreadable', 'xml.malformed', reason, at);

export const unsupported = (code: XmlErrorCode, reason: string, at?: number): XmlError => new XmlError('unsupported', code, reason, at);

export const beyond = (what: string): XmlError => unsupported('xml.limit', `${what}: more than is processed`);
