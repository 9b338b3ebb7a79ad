import type { XmlDocument, XmlElement, XmlIds } from '@lienthong/xml';
import type { ReadOptions } from '../verdict/found';
import type { C14nBudget } from './c14n/canonicalize';

/** One file while its signatures are verified. */
export interface FileContext {
  readonly document: XmlDocument;
  readonly ids: XmlIds;
  /** All `Signature` elements of the file. */
  readonly signatures: readonly XmlElement[];
  readonly options: ReadOptions;
  readonly budget: C14nBudget;
  /** Octets from outside of the document that may still be digested: many references may name one large file. */
  readonly outside: { left: number };
}
