/** An organisation code taken apart. `level1` is the province or ministry in both numbering schemes. */
export type OrganisationCode =
  /** QCVN 102:2016, QĐ 28/2018 Art. 10: four groups, level 1 last: `000.99.02.H26`. */
  | { readonly scheme: 'old'; readonly level1: string; readonly path: readonly string[] }
  /** QĐ 20/2020/QĐ-TTg: level 1 first, at most 35 characters: `H26.99.02`. */
  | { readonly scheme: 'new'; readonly level1: string; readonly path: readonly string[] }
  /** Ten-digit tax code of an enterprise; `unit` is the three-digit number of a dependent unit. */
  | { readonly scheme: 'enterprise'; readonly number: string; readonly unit?: string }
  /** Household business: the owner's personal id since 1/7/2025 (NĐ 168/2025/NĐ-CP, TT 86/2024/TT-BTC). Personal data: never into a log. */
  | { readonly scheme: 'household'; readonly number: string };

const oldForm = /^([0-9A-Z]{3})\.([0-9A-Z]{2})\.([0-9A-Z]{2})\.([A-Z][0-9]{2})$/;
const newForm = /^([A-Z][0-9]{2})((?:\.[0-9A-Z]{1,3}){0,10})$/;
const enterpriseForm = /^([0-9]{10})(?:-([0-9]{3}))?$/;
const householdForm = /^[0-9]{12}$/;

/** `undefined`: the text is a code of none of the four schemes. Groups of `path` run from the higher level to the lower. */
export function readOrganisationCode(text: string): OrganisationCode | undefined {
  const [, a, b, c, province] = oldForm.exec(text) ?? [];
  if (a && b && c && province) return { scheme: 'old', level1: province, path: [c, b, a] };
  const [, level1, rest] = (text.length <= 35 ? newForm.exec(text) : null) ?? [];
  if (level1) return { scheme: 'new', level1, path: rest ? rest.slice(1).split('.') : [] };
  const [, number, unit] = enterpriseForm.exec(text) ?? [];
  if (number) return { scheme: 'enterprise', number, unit };
  return householdForm.test(text) ? { scheme: 'household', number: text } : undefined;
}

export function isAgencyCode(text: string): boolean {
  const code = readOrganisationCode(text);
  return code?.scheme === 'old' || code?.scheme === 'new';
}
