import { Failure, isRecord, parseJson } from '@lienthong/message';
import type { Agency, MessageType } from './model';
import { Refused } from './refused';
import type { Signed } from './signature';

/** A parameter of the call; throws {@link Refused} when it is missing or empty. */
export function required({ parameters, ambiguous }: Signed, name: string): string {
  if (ambiguous.has(name.toLowerCase()))
    throw new Refused('parameter', `hai giá trị khác nhau / two values for ${name}: use a new client object`);
  const value = parameters.get(name.toLowerCase());
  if (value === undefined || value === '') throw new Refused('parameter', `thiếu tham số / missing parameter ${name}`);
  return value;
}

export function messageTypeOf(value: string): MessageType {
  if (value !== 'edoc' && value !== 'status') throw new Refused('parameter', 'messageType must be edoc or status');
  return value;
}

export function checkServiceType({ parameters }: Signed): void {
  if ((parameters.get('servicetype') ?? 'eDoc') !== 'eDoc') throw new Refused('parameter', 'serviceType must be eDoc');
}

/** `["H26.91.01","H26.91.02"]`, a JSON array in a string; every receiver once. */
export function receiversIn(to: string): string[] {
  const value = jsonIn(Buffer.from(to, 'utf8'), 'to');
  const codes = Array.isArray(value) ? value.filter((code): code is string => typeof code === 'string' && code !== '') : [];
  if (!Array.isArray(value) || codes.length === 0 || codes.length !== value.length || codes.length > 10_000)
    throw new Refused('parameter', 'to must be a JSON array of agency codes');
  return [...new Set(codes)];
}

/** The body of registerAgency. */
export function agencyIn(body: Buffer): Agency {
  const value = jsonIn(body, 'body');
  const text = (name: string): string => {
    const part = isRecord(value) ? (value[name] ?? '') : '';
    return typeof part === 'string' ? part : '';
  };
  const agency = { id: text('id'), pid: text('pid'), code: text('code'), name: text('name'), mail: text('mail') };
  if (!/^[0-9A-Za-z.-]{1,60}$/.test(agency.code)) throw new Refused('parameter', 'code must be an agency code');
  return { ...agency, id: agency.id === '' ? agency.code : agency.id, name: agency.name === '' ? agency.code : agency.name };
}

function jsonIn(bytes: Uint8Array, what: string): unknown {
  try {
    return parseJson(bytes);
  } catch (error) {
    if (error instanceof Failure) throw new Refused('parameter', `${what} is not JSON`);
    throw error;
  }
}
