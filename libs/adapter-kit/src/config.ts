import { z } from 'zod';

const milliseconds = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const bytes = { B: 1, KiB: 1_024, MiB: 1_048_576, GiB: 1_073_741_824 } as const;

const quantity = <Unit extends string>(units: Readonly<Record<Unit, number>>, example: string) =>
  z
    .string()
    .regex(
      new RegExp(`^[1-9][0-9]{0,8}(${Object.keys(units).join('|')})$`),
      `a whole number with its unit (${Object.keys(units).join(', ')}), e.g. ${example}`,
    )
    .transform((text) => Number.parseInt(text, 10) * units[text.replace(/^\d+/, '') as Unit]);

/** `"10s"` → milliseconds. */
export const duration = quantity(milliseconds, '10s');

/** `"64KiB"` → bytes. */
export const size = quantity(bytes, '64KiB');

/** Absolute http or https address without credentials, query or trailing slash. */
export const url = z
  .string()
  .max(2_000)
  .refine(isPlainUrl, 'an http or https address without credentials and query, e.g. https://portal.example.vn/api')
  .transform((text) => text.replace(/\/+$/, ''));

/** `host:port` to listen on; the host is an address of this machine. */
export const listenAddress = z
  .string()
  .regex(/^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):\d{1,5}$/, 'host:port, e.g. 127.0.0.1:17100')
  .transform((text) => {
    const colon = text.lastIndexOf(':');
    return { host: text.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(text.slice(colon + 1)) };
  })
  .refine(({ port }) => port <= 65_535, 'a port up to 65535');

/** Path of a file that holds one secret; the secret itself never stands in the configuration. */
export const secretFile = z.string().min(1).max(1_000);

function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && [username, password, search, hash].every((part) => part === '');
}
