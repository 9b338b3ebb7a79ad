import type { MappingRule } from './model';

export type Scalar = string | number | boolean;

/** `undefined`: the value has no such form. */
export function formatted(value: Scalar, format: NonNullable<MappingRule['format']>): string | undefined {
  const text = String(value);
  if ('date' in format) return dated(text, format.date);
  if ('longest' in format) return Array.from(text).slice(0, format.longest).join('');
  return text.length <= format.digits && /^\d+$/.test(text) ? text.padStart(format.digits, '0') : undefined;
}

const hanoiMs = 7 * 3_600_000;
const compact = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;
const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

function dated(text: string, form: string): string | undefined {
  const at = instantOf(text);
  if (at === undefined) return undefined;
  const local = new Date(at + hanoiMs).toISOString();
  if (form === 'iso') return `${local.slice(0, 19)}+07:00`;
  const [yyyy = '', MM = '', dd = '', HH = '', mm = '', ss = ''] = local.split(/[-T:.]/);
  const parts: Readonly<Record<string, string>> = { yyyy, MM, dd, HH, mm, ss };
  return form.replace(/yyyy|MM|dd|HH|mm|ss/g, (part) => parts[part] ?? part);
}

function instantOf(text: string): number | undefined {
  const [, year, month, day, hour, minute, second] = compact.exec(text) ?? [];
  const whole = year === undefined ? text : `${year}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}+07:00`;
  const at = iso.test(whole) ? Date.parse(whole) : NaN;
  return Number.isNaN(at) ? undefined : at;
}
