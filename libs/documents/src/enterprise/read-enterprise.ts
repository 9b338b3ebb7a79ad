import { isRecord, refuse } from '@lienthong/message';
import { checkDigitFits, readEnterpriseCode, writeEnterpriseCode } from './code';
import type { Enterprise } from './model';

type Members = Readonly<Record<string, unknown>>;

/**
 * `Data` of an answer of the register as it really comes: `Representatives` an object or a list of them, `HOAdress` with one d or, in bulk
 * files, two, texts that are numbers. `undefined`: no `MainInformation`, so that the register knows no such enterprise.
 * Throws `enterprise.shape` or `enterprise.code-malformed` with the member that cannot be read.
 */
export function readEnterprise(data: Members): Enterprise | undefined {
  const main = data['MainInformation'];
  if (main === undefined || main === null) return undefined;
  if (!isRecord(main)) throw refuse('enterprise.shape', { field: '/MainInformation' });
  const name = textOf(main, 'NAME');
  if (name === undefined) throw refuse('enterprise.shape', { field: '/MainInformation/NAME' });
  const { code, fits } = codeOf(main);
  return {
    code,
    name,
    ...optional('shortName', textOf(main, 'SHORT_NAME')),
    ...optional('foreignName', textOf(main, 'NAME_F')),
    ...optional('kind', named(main, 'ENTERPRISE_TYPE_NAME', 'ENTERPRISE_TYPE_ID')),
    ...optional('status', named(main, 'ENTERPRISE_STATUS_NAME', 'ENTERPRISE_STATUS')),
    ...optional('address', addressOf(data['HOAdress'] ?? data['HOAddress'])),
    representatives: representativesOf(data['Representatives']),
    warnings: fits ? [] : [{ code: 'enterprise.check-digit', field: '/code' }],
  };
}

/** The tax code, which has been the enterprise's code since 2008; only where there is none the register's own number. */
function codeOf(main: Members): { readonly code: string; readonly fits: boolean } {
  const field = textOf(main, 'ENTERPRISE_GDT_CODE') === undefined ? 'ENTERPRISE_CODE' : 'ENTERPRISE_GDT_CODE';
  const code = readEnterpriseCode(textOf(main, field) ?? '');
  if (!code) throw refuse('enterprise.code-malformed', { field: `/MainInformation/${field}` });
  return { code: writeEnterpriseCode(code), fits: checkDigitFits(code) };
}

function addressOf(value: unknown): string | undefined {
  return isRecord(value) ? textOf(value, 'AddressFullText') : textIn(value);
}

/** One, several, or none that can be told. */
function representativesOf(value: unknown): Enterprise['representatives'] {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.flatMap((one) => {
    const name = isRecord(one) ? textOf(one, 'FULL_NAME') : undefined;
    return name === undefined ? [] : [{ name }];
  });
}

function named(main: Members, nameField: string, codeField: string): Enterprise['kind'] {
  const name = textOf(main, nameField);
  return name === undefined ? undefined : { name, ...optional('code', textOf(main, codeField)) };
}

const textOf = (members: Members, field: string): string | undefined => textIn(members[field]);

/** Letters in one form (NFC), as everywhere else; a text of nothing is none. */
function textIn(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const text = String(value).normalize('NFC').trim();
  return text === '' ? undefined : text;
}

const optional = <K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [name]: value } as Record<K, V>);
