import { createHmac } from 'node:crypto';
import { sdkHash } from '../dialect';

export const secret = 'khoa-bi-mat-vi-du';

/** As the caller's local clock shows it; milliseconds behind `+`. */
export const stamp = (at: Date): string => {
  const [, year, month, day, time, ms] = /^(\d+)-(\d+)-(\d+)T(.*)\.(\d+)Z$/.exec(at.toISOString()) ?? [];
  return `${day}${month}${year}T${time?.replaceAll(':', '')}+0${ms}`;
};

export interface Signing {
  readonly systemid?: string;
  readonly secret?: string;
  readonly timestamp?: string;
}

/** Headers of a call as the national client makes them, in this order. */
export function signed(
  parameters: Readonly<Record<string, string>>,
  { systemid = 'sys.h26.90', secret: key = secret, timestamp = stamp(new Date()) }: Signing = {},
): Record<string, string> {
  const all = { serviceType: 'eDoc', systemid, ...parameters, timestamp, 'Content-Type': 'application/json' };
  const prefixed = Object.fromEntries(Object.entries(all).map(([name, value]) => [`XroadVnpt-${name}`, value]));
  const json = JSON.stringify(prefixed);
  return {
    ...prefixed,
    'XroadVnpt-sign-header-key': Object.keys(all).join(';'),
    'XroadVnpt-sign-header': json,
    'XroadVnpt-hash-header': createHmac('sha256', key).update(json, 'utf8').digest('hex'),
    'XroadVnpt-version': '3.0.201608',
    'Content-Type': 'application/json',
  };
}

export const sending = (file: Buffer, to: readonly string[], more: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  messageType: 'edoc',
  'hash-file': sdkHash(file),
  from: 'H26.90',
  to: JSON.stringify(to),
  ...more,
});

export const crlf = (file: Buffer): Buffer => Buffer.concat([file, Buffer.from('\r\n')]);
