import type { ReadOptions } from '../verdict/found';
import type { CertificateCache } from '../x509/cache';
import type { C14nBudget } from './c14n/canonicalize';
import type { XmlDocument, XmlElement } from './xml/document';
import type { XmlIds } from './xml/ids';

export interface XmlReadOptions extends ReadOptions {
  /** Where certificates already parsed are kept; a long-lived one saves most of the time of a small file. */
  readonly cache?: CertificateCache;
}

/** One file while its signatures are verified. */
export interface FileContext {
  readonly document: XmlDocument;
  readonly ids: XmlIds;
  /** All `Signature` elements of the file. */
  readonly signatures: readonly XmlElement[];
  readonly options: XmlReadOptions;
  readonly cache: CertificateCache;
  readonly budget: C14nBudget;
}
