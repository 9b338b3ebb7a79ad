import { AuthorityError } from '@lienthong/authority';
import { EvidenceError } from '@lienthong/evidence';
import { KafkaError } from '@lienthong/kafka';
import { later } from '@lienthong/message';
import { TrustError } from '@lienthong/trust';
import { Misconfigured } from '../settings';
import { CommandError } from './command-error';
import { complaintLines } from './complain';

const with_ = (message: string, fields: object): Error => Object.assign(new Error(message), fields);
const postgres = (code: string, message: string): Error => with_(message, { code, severity: 'ERROR', table: 'message' });

describe('a complaint', () => {
  it('says what, where and what to do, in the language of the reader', () => {
    const error = new CommandError('secret.missing', '/data/secrets/x');
    expect(complaintLines(error, 'vi')).toEqual([
      'secret.missing: Thiếu tệp bí mật',
      '  /data/secrets/x',
      '  → Chạy hub provision, hoặc đặt tệp vào chỗ đã nêu',
    ]);
    expect(complaintLines(error, 'en')[0]).toBe('secret.missing: A secret file is missing');
  });

  it.each([
    [new EvidenceError('evidence.tile-missing', 'reading tiles: 0/x'), 'evidence.tile-missing', 'reading tiles: 0/x'],
    [new KafkaError('kafka.no-topic', { topic: 'in.portal' }), 'kafka.no-topic', 'topic=in.portal'],
    [later('revocation.unavailable', { issuer: 'ab' }), 'revocation.unavailable', 'issuer=ab'],
    [new TrustError('certificate-malformed', 'reading PEM'), 'certificate.malformed', 'reading PEM'],
    [new TrustError('crl-malformed', 'reading CRL'), 'revocation.crl-malformed', 'reading CRL'],
    [new AuthorityError('pkcs12-unreadable', 'opening PKCS#12'), 'authority.pkcs12-unreadable', 'opening PKCS#12'],
    [postgres('28P01', 'password authentication failed'), 'ledger.not-authenticated', 'SQLSTATE 28P01 password authentication failed'],
    [postgres('42501', 'permission denied'), 'ledger.not-authorized', 'SQLSTATE 42501 permission denied'],
    [postgres('42P01', 'relation "x" does not exist'), 'ledger.not-provisioned', 'SQLSTATE 42P01 relation "x" does not exist'],
    [
      postgres('22P02', 'invalid input syntax for type uuid: "x"'),
      'ledger.value',
      'SQLSTATE 22P02 invalid input syntax for type uuid: "x"',
    ],
    [postgres('57P03', 'the database system is starting up'), 'ledger.unavailable', 'SQLSTATE 57P03 the database system is starting up'],
    [new Error('timeout exceeded when trying to connect'), 'ledger.unavailable', 'timeout exceeded when trying to connect'],
    [with_('connect', { code: 'ECONNREFUSED', address: '::1', port: 5432 }), 'ledger.unavailable', '::1:5432'],
    [with_('getaddrinfo', { code: 'ENOTFOUND', hostname: 'db' }), 'ledger.unavailable', 'db'],
    [new AggregateError([with_('connect', { code: 'ECONNREFUSED', address: '::1', port: 5 })]), 'ledger.unavailable', '::1:5'],
    [with_('open', { code: 'EACCES', path: '/x' }), 'cli.file-forbidden', '/x'],
    [with_('ENOSPC: no space left, write', { code: 'ENOSPC' }), 'cli.disk-full', 'ENOSPC: no space left, write'],
    [with_('open', { code: 'EROFS', path: '/x' }), 'cli.read-only', '/x'],
    [new TypeError('x is not a function'), 'hub.defect', 'TypeError: x is not a function'],
    ['a text', 'hub.defect', 'a text'],
  ])('of %s has code %s', (error, code, where) => {
    const [what, place, next, ...more] = complaintLines(error, 'en');
    expect(what).toMatch(new RegExp(`^${code}: [A-Z]`));
    expect(place).toBe(`  ${where}`);
    expect(next).toMatch(/^ {2}→ [A-Z]/);
    expect(more).toEqual([]);
  });

  it('shows no row that PostgreSQL quotes', () => {
    const error = postgres('23505', 'Key (name)=(Nguyễn Văn Ví Dụ) already exists.');
    expect(complaintLines(error, 'en').join('\n')).not.toContain('Nguyễn');
  });

  it('stays on its line and steers no terminal, whatever a file holds', () => {
    expect(complaintLines(new CommandError('cli.file-missing', 'a\n\x1b[2Jb'), 'en')[1]).toBe('  a ?[2Jb');
  });

  it('of a configuration has a line for each mistake, and each remedy once', () => {
    const mistake = (line: number) =>
      ({ file: 'hub.yaml', line, column: 2, code: 'config.unknown-key', vi: 'Khóa lạ', en: 'Unknown key' }) as const;
    expect(complaintLines(new Misconfigured([mistake(3), mistake(9)]), 'en')).toEqual([
      'hub.yaml:3:2 config.unknown-key: Unknown key',
      'hub.yaml:9:2 config.unknown-key: Unknown key',
      '  → Use the key that is suggested, or delete the line',
    ]);
  });
});
