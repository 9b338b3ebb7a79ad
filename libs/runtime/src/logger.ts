import { pino } from 'pino';

/** Structured log lines: facts first, then words. Never a person's data: ids, codes, positions and counts only. */
export interface Logger {
  info(facts: object, words: string): void;
  warn(facts: object, words: string): void;
  error(facts: object, words: string): void;
  child(facts: Readonly<Record<string, string>>): Logger;
}

/** Keys that may hold personal data or secrets wherever they turn up; their values never reach a log. */
const secret = [
  'payload',
  'body',
  'data',
  'applicant',
  'officer',
  'idNumber',
  'phone',
  'email',
  'password',
  'token',
  'authorization',
  'session',
];

export function createLogger(role: string, level: 'info' | 'warn' | 'error' = 'info'): Logger {
  const paths = secret.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);
  const serializers = { error: (error: unknown) => (error instanceof Error ? describe(error) : String(error)) };
  return pino(
    { level, base: { role }, redact: { paths, censor: '…' }, serializers, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination(2),
  );
}

function describe(error: Error): object {
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause instanceof Error && { cause: `${cause.name}: ${cause.message}` }) };
}
