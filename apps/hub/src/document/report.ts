import type { ErrorCode } from '@lienthong/message';
import type { Check, SignatureVerdict, Standing } from '@lienthong/trust';

/** What is wrong with a document, and where in it. */
export interface Fault {
  readonly code: ErrorCode;
  readonly field?: string;
  readonly line?: number;
  readonly column?: number;
}

/** Whether what a signature signs is as it was signed, whoever signed it. `open`: a part, or the signer's certificate, is not there. */
export type Integrity = 'right' | 'wrong' | 'open';

export interface ReferenceReport {
  readonly URI: string;
  readonly digest: 'right' | 'wrong' | 'missing';
  /** Which octets of an attachment the digest is of: those that were transferred (a ZIP), or the file in them. */
  readonly content?: 'transferred' | 'file' | 'zip';
}

/** A signature over the message. */
export interface TransportSignature {
  readonly namespace: 'ds' | 'edXML' | 'none';
  readonly integrity: Integrity;
  readonly value: 'right' | 'wrong' | 'unknown';
  readonly references: readonly ReferenceReport[];
  /** Does it cover the whole of `MessageHeader`? */
  readonly coversHeader: boolean;
  readonly verdict: SignatureVerdict;
}

/** A signature inside an attachment: the document's own, which counts before the law. */
export interface AttachmentSignature {
  readonly attachment: string;
  readonly name: string;
  readonly integrity: Integrity;
  readonly verdict?: SignatureVerdict;
  /** Why nothing can be said of it. */
  readonly unreadable?: string;
}

export interface DocumentReport {
  readonly outcome: 'accept' | 'reject';
  /** Why it is rejected: the first reason. */
  readonly fault?: Fault;
  /** Nobody can tell what the file is. */
  readonly isUnreadable: boolean;
  /** Whether roots were given, under which who signed could be judged. */
  readonly isJudged: boolean;
  /** What it says, under the names of its standard; nothing of a document that is rejected. */
  readonly fields: object | null;
  readonly headerCovered: boolean;
  readonly signatures: readonly TransportSignature[];
  readonly attachmentSignatures: readonly AttachmentSignature[];
}

/** Where no roots were given nobody is vouched for, and nobody accused. */
export const standingIn = (isJudged: boolean, integrity: Integrity, standing: Standing): Standing =>
  isJudged || integrity === 'wrong' ? standing : 'indeterminate';

const aboutSigner = /^(path|revocation|time|timestamp)\./;

/** By the checks that are about the bytes, not about who signed them. */
export function integrityOf({ whenSigned }: SignatureVerdict): Integrity {
  const own = checksOf(whenSigned.checks);
  if (own.some(({ result }) => result === 'failed')) return 'wrong';
  return own.some(({ result }) => result === 'unknown' || result === 'unsupported') ? 'open' : 'right';
}

export const checksOf = (checks: readonly Check[]): Check[] => checks.filter(({ code }) => !aboutSigner.test(code));
