import { type Envelope, Failure } from '@lienthong/message';
import { findDocumentType } from '../document-types';
import { enterpriseV1 } from './enterprise-v1';
import { code, details, enterprise, envelope, event } from './testing/samples.test-kit';

const check = (type: string, data: unknown, change: Partial<Envelope> = {}): unknown => {
  try {
    enterpriseV1.check(envelope(type, change), data);
    return 'kept';
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    return [failure.kind, failure.code, failure.detail['field']];
  }
};
const household = { code: '099912345678', subject: 'household:0c0457bdb7b93c956c804d3125e2c44a' };
const withEnterprise = (change: object) => ({ ...event, enterprise: { ...enterprise, ...change } });

describe('enterprise/1', () => {
  it.each<[string, unknown, Partial<Envelope>?]>([
    ['enterprise.registered', event],
    ['enterprise.changed', withEnterprise({ warnings: [{ code: 'enterprise.check-digit', field: '/code' }] })],
    ['enterprise.registered', withEnterprise({ code: household.code }), { subject: household.subject }],
    ['enterprise.lookup', { code }],
    ['enterprise.lookup', { code: '9900000016-001' }, { subject: '9900000016-001' }],
    ['enterprise.lookup', { code: '9900000017' }, { subject: '9900000017' }],
    ['enterprise.details', details],
    ['enterprise.details', { ...details, enterprise: undefined }],
  ])('keeps a good %s', (type, data, change = {}) => {
    expect(check(type, JSON.parse(JSON.stringify(data)), change)).toBe('kept');
    expect(findDocumentType({ type, dataschema: 'enterprise/1' })).toBe(enterpriseV1);
  });

  it.each<[string, string, string, unknown, Partial<Envelope>?]>([
    ['enterprise.shape', '', 'enterprise.registered', [event]],
    ['enterprise.shape', '/enterprise', 'enterprise.registered', { at: event.at }],
    ['enterprise.shape', '/at', 'enterprise.changed', { ...event, at: '2026-02-30T08:00:00Z' }],
    ['enterprise.shape', '/enterprise/representatives', 'enterprise.changed', withEnterprise({ representatives: {} })],
    ['enterprise.shape', '/told/ageSeconds', 'enterprise.details', { ...details, told: { ...details.told, ageSeconds: -1 } }],
    ['enterprise.shape', '/code', 'enterprise.lookup', {}],
    ['enterprise.code-malformed', '/code', 'enterprise.lookup', { code: '990000001' }],
    ['enterprise.code-malformed', '/code', 'enterprise.lookup', { code: '9900000016001' }, { subject: '9900000016-001' }],
    ['enterprise.subject-mismatch', '/code', 'enterprise.lookup', { code }, { subject: '9900000024' }],
    ['enterprise.subject-mismatch', '/code', 'enterprise.lookup', { code: household.code }, { subject: household.code }],
    ['enterprise.subject-mismatch', '/enterprise/code', 'enterprise.registered', event, { subject: '9900000024' }],
    [
      'enterprise.answer-mismatch',
      '/enterprise/code',
      'enterprise.details',
      { ...details, enterprise: { ...enterprise, code: '9900000024' } },
    ],
    ['enterprise.answer-mismatch', '/request/source', 'enterprise.details', details, { receivers: ['H26.9'] }],
    ['enterprise.answer-mismatch', '/request/source', 'enterprise.details', details, { receivers: [] }],
    ['enterprise.answer-mismatch', '/request/source', 'enterprise.details', details, { receivers: ['000.99.02.H26', 'H26.9'] }],
    ['type.unknown', 'type', 'enterprise.gone', event],
  ])('refuses with %s at %s a %s', (expected, field, type, data, change = {}) => {
    expect(check(type, data, change)).toEqual(['permanent', expected, field]);
  });
});

describe('content digest', () => {
  const digest = (data: unknown, change: Partial<Envelope> = {}): string =>
    Buffer.from(enterpriseV1.contentDigest(envelope('enterprise.details', change), data)).toString('hex');

  it('is the same whenever and however the same answer was told', () => {
    const later = { ...details, told: { at: '2026-11-23T09:00:00+07:00', ageSeconds: 90, by: 'cache' } };
    const warned = { ...details, enterprise: { ...enterprise, warnings: [{ code: 'enterprise.check-digit', field: '/code' }] } };
    expect(new Set([digest(details), digest(later), digest(warned), digest(details, { id: 'm-2', time: new Date(0) })]).size).toBe(1);
  });

  it('changes with question, sender, subject, type and what is said', () => {
    const digests = [
      digest(details),
      digest({ ...details, request: { ...details.request, id: 'mc-tra-cuu-2' } }),
      digest({ ...details, enterprise: { ...enterprise, name: 'KHÁC' } }),
      digest({ ...details, enterprise: undefined }),
      digest(details, { source: '000.99.01.H26' }),
      digest(details, { subject: 'x' }),
      digest(details, { type: 'enterprise.changed' }),
      digest(null),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});
