/** Statuses shared with the national public-service portal (domain facts in `docs/dossier.md`); strings on every wire. */
export type StatusCode = '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '10';

export interface Applicant {
  readonly kind: 'citizen' | 'enterprise';
  readonly name: string;
  /** Personal id (9 or 12 digits) or enterprise code (10 or 13 digits). */
  readonly idNumber: string;
  readonly email?: string;
  readonly phone?: string;
  readonly address?: string;
}

/** A file of the dossier: a link and the digest of what the link gives. */
export interface Attachment {
  readonly id: string;
  readonly name: string;
  /** Component of the procedure's dossier (mã thành phần hồ sơ), may be empty. */
  readonly component: string;
  /** http(s); in a submission also `data:application/octet-stream;base64,…` when the file travels inside the message. */
  readonly url: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A fee (phí, lệ phí) of a dossier. */
export interface Fee {
  readonly code: string;
  readonly name: string;
  /** đồng. */
  readonly amount: number;
  /** When it falls due: with the receipt, with a supplement, with the result. */
  readonly due: 'receipt' | 'supplement' | 'result';
  readonly kind: 'ordinary' | 'appraisal' | 'extension';
}

/** A paper that is not one of the procedure's components. */
export interface Paper {
  readonly name: string;
  readonly quantity: number;
  readonly kind?: string;
}

/** A request for supplements, and what came of it. Times are RFC 3339. */
export interface Supplement {
  readonly id: string;
  readonly requestedBy: string;
  readonly content: string;
  readonly requestedAt: string;
  readonly received?: { readonly by: string; readonly note?: string; readonly at: string };
  readonly papers?: readonly Paper[];
  readonly fees?: readonly Fee[];
  /** The due date that was promised before and the one that holds now. */
  readonly due?: { readonly before: string; readonly after: string };
}

export interface Dossier {
  /** Organisation, day of receipt, running number: `000.99.02.H26-261123-0001`. */
  readonly code: string;
  readonly procedure: { readonly code: string; readonly name: string };
  readonly field: { readonly code: string; readonly name: string };
  readonly applicant: Applicant;
  readonly summary: string;
  /** How it was handed in. */
  readonly channel: 'counter' | 'online' | 'post';
  /** How the result goes back to the applicant; absent when nobody has said. It need not be the way the dossier came. */
  readonly resultReturn?: 'counter' | 'post';
  /** RFC 3339. */
  readonly submittedAt: string;
  /** Code and name of the agency that handles it. */
  readonly agency: { readonly code: string; readonly name: string };
  readonly attachments: readonly Attachment[];
  /** What the applicant filled in of the procedure's own form, by the names of that form. */
  readonly form?: Readonly<Record<string, string>>;
}

/** Data of `dossier.submitted`. */
export interface DossierSubmitted {
  readonly dossier: Dossier;
}

/** Data of `dossier.status-changed`: one step of the work on a dossier. */
export interface DossierStatusChanged {
  readonly code: string;
  readonly from: StatusCode;
  readonly to: StatusCode;
  /** RFC 3339: when the step was taken. */
  readonly at: string;
  readonly officer: { readonly name: string; readonly title?: string; readonly department?: string };
  /** What was done, for the applicant; the reason when a dossier is refused or stopped. */
  readonly content: string;
  /** When this piece of work began and when it ought to end by the rules. RFC 3339. */
  readonly work?: { readonly startedAt?: string; readonly dueAt?: string };
  /** What has to be paid; with 6 the reason of the step. */
  readonly fees?: readonly Fee[];
  /** Whether what had to be paid has been paid. */
  readonly paid?: boolean;
  readonly supplements?: readonly Supplement[];
  /** Files that are the result of the procedure. */
  readonly results?: readonly Attachment[];
  readonly otherPapers?: readonly Paper[];
  /** When the work was finished, and when and how the result was handed over. RFC 3339. */
  readonly finishedAt?: string;
  readonly returned?: { readonly at: string; readonly note?: string };
  /** With the first step (`to` 2 or 3): the whole dossier, its receipt and due date, for systems that have not seen it. */
  readonly received?: { readonly dossier: Dossier; readonly receiptNumber: string; readonly receivedAt: string; readonly dueAt: string };
}
