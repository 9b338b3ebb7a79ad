import { readOrganisationCode } from '../organisation-code';
import { dateIn } from './read/values';

const longest = 250;

/**
 * `{organisation},{yyyy/MM/dd},{number}/{notation}` with an organisation and a day that exist; or any other text without a comma, since senders
 * use ids of their own (a UUID, organisation code + year + number).
 */
export function isDocumentId(text: string): boolean {
  if (text.length > longest || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) return false;
  const [organisation = '', date, ...rest] = text.split(',');
  if (date === undefined) return true;
  const number = rest.join(',');
  return readOrganisationCode(organisation) !== undefined && dateIn(date) !== undefined && number.trim() !== '';
}
