/** What the connector must know of an edXML message to name, order and address it. */
export interface EdxmlFacts {
  readonly kind: 'new' | 'recall' | 'update' | 'replacement' | 'status';
  /** The document that is sent, or that the message is about: what keeps its order. */
  readonly about: string;
  /** The message's own DocumentId; of a status message the reported document's. */
  readonly documentId: string;
  readonly from: string;
  readonly to: readonly string[];
  /** Number/notation as the axis' lists show it. */
  readonly notation?: string;
  /** Of a status message: 01 … 16. */
  readonly status?: string;
  /** When the sender made it. */
  readonly at: Date;
}
