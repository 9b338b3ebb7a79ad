import { type OrganisationCode, readOrganisationCode } from '../organisation-code';
import { createHash } from 'node:crypto';

/** Code of an enterprise, of a dependent unit of one (branch, representative office), or of a household business. */
export type EnterpriseCode = Extract<OrganisationCode, { readonly scheme: 'enterprise' | 'household' }>;

/** 10 digits, 13 with or without the dash before the last three, or 12. `undefined`: none of them. */
export function readEnterpriseCode(text: string): EnterpriseCode | undefined {
  const code = readOrganisationCode(text.replace(/^([0-9]{10})([0-9]{3})$/, '$1-$2'));
  return code?.scheme === 'enterprise' || code?.scheme === 'household' ? code : undefined;
}

/** As it stands in messages: `0100109106`, `0100109106-001`, `099912345678`. */
export const writeEnterpriseCode = (code: EnterpriseCode): string =>
  code.scheme === 'enterprise' && code.unit !== undefined ? `${code.number}-${code.unit}` : code.number;

const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/**
 * Does the last of the ten digits fit the nine before it: 10 − (Σ digit × weight mod 11)? A result of 10 is no digit: such a number is not
 * issued. A dependent unit is judged by the ten digits of its enterprise; a household business has a personal id, which has no check digit.
 */
export function checkDigitFits(code: EnterpriseCode): boolean {
  if (code.scheme === 'household') return true;
  const sum = weights.reduce((total, weight, i) => total + weight * Number(code.number[i]), 0);
  return 10 - (sum % 11) === Number(code.number[9]);
}

/** What keeps the order of an enterprise's messages. A personal id may not stand in lists and logs: of it the digest. */
export function enterpriseSubject(code: EnterpriseCode): string {
  if (code.scheme === 'enterprise') return writeEnterpriseCode(code);
  return `household:${createHash('sha256').update(code.number, 'utf8').digest('hex').slice(0, 32)}`;
}
