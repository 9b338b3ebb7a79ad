import { isAgencyCode } from '../organisation-code';

/** `000.99.02.H26-261123-0001` taken apart (TT 01/2018/TT-VPCP; day with six or eight digits). */
export interface DossierCode {
  readonly organisation: string;
  /** Day of receipt, `yyyy-mm-dd`. */
  readonly day: string;
  readonly number: string;
}

const form = /^(?<organisation>[0-9A-Z.]{3,35})-(?<day>\d{6}|\d{8})-(?<number>\d{4,7})$/;

/** `undefined`: not a dossier code, or one whose organisation or calendar day cannot exist. */
export function readDossierCode(text: string): DossierCode | undefined {
  const { organisation, day, number } = form.exec(text)?.groups ?? {};
  if (!organisation || !day || !number || !isAgencyCode(organisation)) return undefined;
  const date = calendarDay(day.length === 6 ? `20${day}` : day);
  return date ? { organisation, day: date, number } : undefined;
}

function calendarDay(digits: string): string | undefined {
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const time = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day) ? day : undefined;
}
