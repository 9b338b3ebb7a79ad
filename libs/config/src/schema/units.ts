import { z } from 'zod';

const milliseconds = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const bytes = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;

const counted = (text: string, units: Readonly<Record<string, number>>): number => {
  const [, count, unit] = /^(\d+)([A-Za-z]+)$/.exec(text) ?? [];
  return Number(count) * (units[unit ?? ''] ?? Number.NaN);
};

/** Written `10s`; read as milliseconds. */
export const duration = () =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}(ms|s|m|h|d)$/)
    .meta({ examples: ['50ms', '10s', '5m'] })
    .transform((text) => counted(text, milliseconds));

/** Written `20/s` or `90/m`; read as attempts in a second. */
export const rate = () =>
  z
    .string()
    .regex(/^[1-9]\d{0,4}\/(s|m)$/)
    .meta({ examples: ['20/s', '90/m'] })
    .transform((text) => Number.parseInt(text, 10) / (text.endsWith('s') ? 1 : 60));

/** Written `22:00`; read as minutes since midnight. */
export const timeOfDay = () =>
  z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .meta({ examples: ['22:00'] })
    .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

/** Written `64KiB`; read as bytes. */
export const size = () =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}(B|KiB|MiB|GiB)$/)
    .meta({ examples: ['64KiB', '8MiB'] })
    .transform((text) => counted(text, bytes));

/** RFC 3339 with zone; read as the same instant in UTC, so that strings of instants compare like instants. */
export const instant = () =>
  z.iso
    .datetime({ offset: true })
    .meta({ examples: ['2026-01-01T00:00:00+07:00'] })
    .transform((text) => new Date(text).toISOString());

/** SHA-256 as tools print it, with or without colons; read as 64 lower-case hex digits. */
export const sha256 = () =>
  z
    .string()
    .regex(/^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$/)
    .meta({ examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'] })
    .transform((text) => text.replaceAll(':', '').toLowerCase());

/** A path; made absolute before the schema sees it. Only under keys that the rule of `isPathKey` knows. */
export const path = () => z.string().min(1);

export const port = () => z.number().int().min(1).max(65_535);

export const count = () => z.number().int().min(1);

/** Of connectors, zones, agreements, routes, roots: safe in topic names, lanes and metrics. */
export const name = () =>
  z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,62}$/)
    .meta({ examples: ['one-stop'] });

/** Code of a party as it stands in messages. */
export const partyCode = () =>
  z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
    .meta({ examples: ['000.99.02.H26'] });

export const messageType = () =>
  z
    .string()
    .regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/)
    .meta({ examples: ['dossier.submitted'] });

export const hostAndPort = () =>
  z
    .string()
    .regex(/^(\[[0-9a-f:]+\]|[A-Za-z0-9.-]+):\d{1,5}$/)
    .meta({ examples: ['127.0.0.1:9092'] });

export const oneOf = (shape: Readonly<Record<string, unknown>>, first: string, second: string): boolean =>
  (shape[first] === undefined) !== (shape[second] === undefined);

export const exactlyOne = (first: string, second: string) => ({
  error: `exactly one of ${first} and ${second}`,
  params: { vi: `phải có đúng một trong hai: ${first}, ${second}` },
});
