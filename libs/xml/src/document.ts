/** What is refused before, or while, a document is read: all of it is work or memory that the sender would choose. */
export const xmlLimits = {
  /** Octets of the file: an edXML document with an attachment of 50 MiB in base64 is 70. */
  bytes: 96 * 1024 * 1024,
  depth: 256,
  elements: 200_000,
  attributes: 400_000,
  declarations: 20_000,
  /** Characters of one attribute or of one namespace name. */
  value: 64 * 1024,
  /** Characters of one name. */
  name: 1000,
} as const;

export interface XmlName {
  /** As written: `ds:Signature`. */
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
}

export interface XmlAttribute extends XmlName {
  /** `''`: in no namespace. */
  readonly namespace: string;
  /** Normalised, references replaced (XML 1.0 §3.3.3). */
  readonly value: string;
}

/** `xmlns:prefix="uri"`; prefix `''` is the default namespace, uri `''` takes it back. */
export interface XmlDeclaration {
  readonly prefix: string;
  readonly uri: string;
}

/** Offsets are into the document's text, in UTF-16 units. */
export interface XmlElement extends XmlName {
  readonly kind: 'element';
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly declarations: readonly XmlDeclaration[];
  readonly parent: XmlElement | undefined;
  readonly first: XmlNode | undefined;
  readonly next: XmlNode | undefined;
  /** Of `<`, past the start tag, of `</`, past the end tag; `content`, `close` and `end` are one in `<a/>`. */
  readonly start: number;
  readonly content: number;
  readonly close: number;
  readonly end: number;
}

/** Text, a CDATA section, a comment or a processing instruction, mark-up of its own included. */
export interface XmlLeaf {
  readonly kind: 'text' | 'cdata' | 'comment' | 'instruction';
  readonly parent: XmlElement | undefined;
  readonly next: XmlNode | undefined;
  readonly start: number;
  readonly end: number;
  /** There are characters in it that its canonical form writes in another way. */
  readonly special: boolean;
}

export type XmlNode = XmlElement | XmlLeaf;

export interface XmlDocument {
  readonly text: string;
  /** First node of the document itself: comments and processing instructions stand before and behind its one element. */
  readonly first: XmlNode;
  readonly root: XmlElement;
  /** In document order. */
  readonly elements: readonly XmlElement[];
}

export const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';
export const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';
