import type { ErrorCode } from '@lienthong/message';
import type { Complaint } from './complaint';

type Rule = readonly [pattern: RegExp, code: ErrorCode];
const codeBy = (rules: readonly Rule[], text: string): ErrorCode | undefined => rules.find(([pattern]) => pattern.test(text))?.[1];

/** SQLSTATEs, PostgreSQL's appendix A; the first that matches wins. */
const states: readonly Rule[] = [
  [/^28/, 'ledger.not-authenticated'],
  [/^42501$/, 'ledger.not-authorized'],
  [/^(3D|3F|42P01|42703|42883)/, 'ledger.not-provisioned'],
  [/^22/, 'ledger.value'],
  [/^(08|53|57)/, 'ledger.unavailable'],
  [/./, 'ledger.failed'],
];

/** What `pg` throws, itself or out of TypeORM's wrapping. The server's own words quote rows, and rows name people: only some may be shown. */
export function databaseComplaint(error: unknown): Complaint | undefined {
  const { code, severity, message, table } = fieldsOf(error);
  if (severity && code) {
    const told = codeBy(states, code) ?? 'ledger.failed';
    const words = told === 'ledger.failed' ? [table] : [message];
    return { code: told, where: [`SQLSTATE ${code}`, ...words].filter(Boolean).join(' ') };
  }
  return /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout)/.test(message ?? '')
    ? { code: 'ledger.unavailable', where: message ?? '' }
    : undefined;
}

const systemCodes: readonly Rule[] = [
  [/^ENOENT$/, 'cli.file-missing'],
  [/^(EACCES|EPERM)$/, 'cli.file-forbidden'],
  [/^(EISDIR|ENOTDIR)$/, 'cli.file-kind'],
  [/^(EEXIST|ENOTEMPTY)$/, 'cli.file-exists'],
  [/^(ENOSPC|EDQUOT)$/, 'cli.disk-full'],
  [/^EROFS$/, 'cli.read-only'],
];
const networkCodes = /^(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EPIPE)$/;

/** What Node says of files and connections. Kafka's come as `KafkaError`, so a refused connection is PostgreSQL's. */
export function systemComplaint(error: unknown): Complaint | undefined {
  const { code = '', path, address, port, hostname, message = '' } = fieldsOf(error);
  const place = path ?? (address && port ? `${address}:${port}` : hostname);
  const told = networkCodes.test(code) ? 'ledger.unavailable' : codeBy(systemCodes, code);
  return told && { code: told, where: place ?? message };
}

type Field = 'code' | 'severity' | 'message' | 'table' | 'path' | 'address' | 'port' | 'hostname';

/** The fields that are set, as text. A name with several addresses fails with one error for each: the first speaks for all. */
function fieldsOf(error: unknown): Partial<Record<Field, string>> {
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  if (!(first instanceof Error)) return {};
  const set = [...Object.entries(first), ['message', first.message] as const].filter(
    ([, value]) => typeof value === 'string' || typeof value === 'number',
  );
  return Object.fromEntries(set.map(([name, value]) => [name, String(value)]));
}
