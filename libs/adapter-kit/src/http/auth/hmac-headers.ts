import { refuse } from '@lienthong/message';
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { secretFile } from '../../config';
import type { Auth } from '../auth';
import type { HttpRequest } from '../model';
import type { AuthDeps } from './deps';
import { withHeaders } from './token-auth';

/**
 * HMAC-SHA256 over a JSON object of headers, as the national document axis wants it: three more headers carry the names, the JSON
 * and the hash in lower-case hex. The body is not covered: only inside TLS. Values in visible ASCII only, since clients and servers write
 * other letters differently: a request with others is refused (`delivery.refused`) before it is sent.
 */
export const hmacHeadersSchema = z.strictObject({
  kind: z.literal('hmac-headers'),
  prefix: z.string().default('').describe('Prefix of every signed header, e.g. XroadVnpt-'),
  fixed: z.record(z.string(), z.string()).default({}).describe('Headers that every call carries, without prefix, e.g. systemid'),
  timestampHeader: z
    .string()
    .optional()
    .describe('Header, without prefix, that gets the time as ddMMyyyyTHHmmss+SSSS (milliseconds), UTC+7'),
  signed: z
    .array(z.string())
    .min(1)
    .describe('Names, without prefix, of the headers that are signed, in their order; absent ones are left out'),
  keyHeader: z.string().default('sign-header-key').describe('Header, without prefix, with the signed names'),
  jsonHeader: z.string().default('sign-header').describe('Header, without prefix, with the JSON'),
  hashHeader: z.string().default('hash-header').describe('Header, without prefix, with the hash'),
  secretFile: secretFile.describe('File with the shared secret'),
});

type Config = z.output<typeof hmacHeadersSchema>;

export function hmacHeaders(config: Config, { now, secret }: AuthDeps): Auth {
  return {
    authorise: async (request) => signHeaders(config, request, now(), await secret(config.secretFile)),
    renew: () => Promise.resolve(false),
  };
}

function signHeaders(config: Config, request: HttpRequest, now: Date, key: string): HttpRequest {
  const { prefix } = config;
  const stamped = { ...config.fixed, ...(config.timestampHeader && { [config.timestampHeader]: stamp(now) }) };
  const sent = withHeaders(request, prefixed(prefix, stamped));
  const values = new Map(Object.entries(sent.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const valueOf = (name: string) => values.get(`${prefix}${name}`.toLowerCase()) ?? values.get(name.toLowerCase());
  const named = config.signed.flatMap((name) => {
    const value = valueOf(name);
    return value === undefined ? [] : [[name, ascii(name, value)] as const];
  });
  const json = JSON.stringify(prefixed(prefix, Object.fromEntries(named)));
  const hash = createHmac('sha256', key).update(json, 'utf8').digest('hex');
  const proof = { [config.keyHeader]: named.map(([name]) => name).join(';'), [config.jsonHeader]: json, [config.hashHeader]: hash };
  return withHeaders(sent, prefixed(prefix, { ...Object.fromEntries(named), ...proof }));
}

function ascii(header: string, value: string): string {
  if (!/^[\x20-\x7e]*$/.test(value)) throw refuse('delivery.refused', { reason: 'not ASCII', header });
  return value;
}

const prefixed = (prefix: string, headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [`${prefix}${name}`, value]));

/** The axis' own dialect: after `+` stand milliseconds, not a zone. */
function stamp(now: Date): string {
  const [, year, month, day, time, ms] =
    /^(\d+)-(\d+)-(\d+)T(.*)\.(\d+)Z$/.exec(new Date(now.getTime() + 7 * 3_600_000).toISOString()) ?? [];
  return `${day}${month}${year}T${time?.replaceAll(':', '')}+${ms?.padStart(4, '0')}`;
}
