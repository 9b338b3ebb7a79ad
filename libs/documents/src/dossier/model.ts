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
  readonly url: string;
  /** Lower-case hex. */
  readonly sha256: string;
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
  /** With the first step (`to` 2 or 3): the whole dossier, its receipt and due date, for systems that have not seen it. */
  readonly received?: { readonly dossier: Dossier; readonly receiptNumber: string; readonly receivedAt: string; readonly dueAt: string };
}
