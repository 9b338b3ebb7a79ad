import { UnreadableError } from '../verdict/found';

/**
 * What may still be done while one file is read, all its revisions together: it grows with the file, so that a small file that asks for the
 * same large things again and again comes to its end soon.
 */
export interface Budget {
  /** Bytes that streams may inflate to. */
  inflate: number;
  /** Bytes of syntax that may be parsed. */
  parse: number;
}

const mebibyte = 1024 * 1024;

export const budgetFor = (length: number): Budget => ({
  inflate: Math.min(512 * mebibyte, 16 * mebibyte + 200 * length),
  parse: 4 * mebibyte + 400 * length,
});

export function spend(budget: Budget, parsed: number): void {
  budget.parse -= parsed;
  if (budget.parse < 0) throw new UnreadableError('unsupported', 'pdf.too-large', 'reading PDF: it takes too much work');
}
