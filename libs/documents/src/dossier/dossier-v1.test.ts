import { createHash } from 'node:crypto';
import { Failure, isRecord } from '@lienthong/message';
import { dossierV1 } from './dossier-v1';
import { accepted, dossier, envelope, inProgress, submitted } from './testing/samples.test-kit';

const check = (type: string, data: unknown): unknown => {
  try {
    dossierV1.check(envelope(type), data);
    return 'kept';
  } catch (failure) {
    if (!(failure instanceof Failure)) throw failure;
    return [failure.kind, failure.code, failure.detail['field']];
  }
};
const [first, second] = dossier.attachments;
const inline = (text: string, sha256 = createHash('sha256').update(text).digest('hex')) => ({
  ...first,
  url: `data:application/octet-stream;base64,${Buffer.from(text).toString('base64')}`,
  sha256,
});
const more = {
  work: { startedAt: '2026-11-24T08:00:00+07:00' },
  fees: [{ code: 'LP01', name: 'Lệ phí', amount: 150_000, due: 'receipt', kind: 'ordinary' }],
  paid: false,
  supplements: [{ id: 's1', requestedBy: 'Trần Thị Mẫu', content: 'Bổ sung', requestedAt: '2026-11-24T09:00:00+07:00' }],
  results: [first],
  otherPapers: [{ name: 'Ảnh', quantity: 2 }],
  finishedAt: '2026-12-01T09:00:00+07:00',
  returned: { at: '2026-12-02T09:00:00+07:00' },
};
const withDossier = (change: object) => ({ dossier: { ...dossier, ...change } });
const withReceived = (change: object) => ({ ...accepted, received: { ...accepted.received, ...change } });

describe('dossier/1', () => {
  it.each([
    ['dossier.submitted', submitted],
    ['dossier.submitted', withDossier({ attachments: [] })],
    ['dossier.submitted', withDossier({ resultReturn: 'post' })],
    ['dossier.submitted', withDossier({ attachments: [inline('tệp')], form: { LoaiHinh: 'Bán lẻ' } })],
    ['dossier.status-changed', { ...inProgress, ...more }],
    ['dossier.status-changed', accepted],
    ['dossier.status-changed', inProgress],
    ['dossier.status-changed', { ...accepted, to: '3', content: 'Sai thẩm quyền', received: undefined }],
  ])('keeps a good %s', (type, data) => {
    expect(check(type, JSON.parse(JSON.stringify(data)))).toBe('kept');
  });

  it.each([
    ['dossier.shape', '/dossier/applicant', withDossier({ applicant: 'Nguyễn Văn Ví Dụ' })],
    ['dossier.shape', '/dossier/resultReturn', withDossier({ resultReturn: 'online' })],
    ['dossier.shape', '/dossier/summary', withDossier({ summary: 'á'.repeat(1_001) })],
    ['dossier.shape', '/dossier/submittedAt', withDossier({ submittedAt: '2026-02-30T08:00:00Z' })],
    ['dossier.shape', '/dossier/agency/code', withDossier({ agency: { code: 'Hà Nội', name: 'x' } })],
    ['dossier.shape', '/dossier/extra', withDossier({ extra: 1 })],
    ['dossier.shape', '/dossier', withDossier({ 'Nguyễn Văn Ví Dụ': 1 })],
    ['dossier.shape', '/dossier', {}],
    ['dossier.shape', '', null],
    ['dossier.shape', '', [submitted]],
    ['dossier.code-malformed', '/dossier/code', withDossier({ code: '000.99.02.H26-261131-0001' })],
    ['dossier.subject-mismatch', '/dossier/code', withDossier({ code: '000.99.02.H26-261123-0002' })],
    ['dossier.procedure-code-malformed', '/dossier/procedure/code', withDossier({ procedure: { code: '4.000001', name: 'x' } })],
    [
      'dossier.attachment-url',
      '/dossier/attachments/1/url',
      withDossier({ attachments: [first, { ...second, url: 'ftp://kho.example.vn/2' }] }),
    ],
    [
      'dossier.attachment-url',
      '/dossier/attachments/0/url',
      withDossier({ attachments: [{ ...first, url: 'https://u:p@kho.example.vn/1' }] }),
    ],
    ['dossier.attachment-url', '/dossier/attachments/0/url', withDossier({ attachments: [inline('tệp', 'ab'.repeat(32))] })],
    [
      'dossier.attachment-url',
      '/dossier/attachments/0/url',
      withDossier({ attachments: [{ ...inline('tệp'), url: `${inline('tệp').url}=` }] }),
    ],
    [
      'dossier.attachment-url',
      '/dossier/attachments/0/url',
      withDossier({ attachments: [{ ...first, url: `https://kho/${'x'.repeat(2_000)}` }] }),
    ],
    ['dossier.shape', '/dossier/form/LoaiHinh', withDossier({ form: { LoaiHinh: 1 } })],
    ['dossier.attachment-duplicate', '/dossier/attachments/1/id', withDossier({ attachments: [first, { ...second, id: 'a1' }] })],
  ])('refuses a submission: %s at %s', (code, field, data) => {
    expect(check('dossier.submitted', data)).toEqual(['permanent', code, field]);
  });

  it.each([
    ['dossier.shape', '/officer/name', { ...inProgress, officer: {} }],
    ['dossier.code-malformed', '/code', { ...inProgress, code: 'H26' }],
    ['dossier.subject-mismatch', '/code', { ...inProgress, code: '000.99.02.H26-261123-0002' }],
    [
      'dossier.procedure-code-malformed',
      '/received/dossier/procedure/code',
      withReceived(withDossier({ procedure: { code: '1', name: 'x' } })),
    ],
    ['dossier.status-unknown', '/from', { ...inProgress, from: '0' }],
    ['dossier.status-unknown', '/to', { ...inProgress, to: '11' }],
    ['dossier.transition-illegal', '/to', { ...inProgress, from: '10', to: '4' }],
    ['dossier.transition-illegal', '/to', { ...inProgress, from: '1', to: '4' }],
    ['dossier.received-missing', '/received', { ...accepted, received: undefined }],
    ['dossier.received-mismatch', '/received/dossier/code', withReceived(withDossier({ code: '000.99.02.H26-261123-0002' }))],
    ['dossier.due-before-receipt', '/received/dueAt', withReceived({ dueAt: '2026-11-23T01:59:59Z' })],
    ['dossier.attachment-url', '/results/0/url', { ...inProgress, results: [inline('tệp')] }],
    ['dossier.attachment-url', '/received/dossier/attachments/0/url', withReceived(withDossier({ attachments: [inline('tệp')] }))],
    ['dossier.shape', '/fees/0/amount', { ...inProgress, fees: [{ ...more.fees[0], amount: 0.5 }] }],
    ['dossier.reason-missing', '/content', { ...inProgress, to: '8', content: ' \n' }],
    ['dossier.reason-missing', '/content', { ...inProgress, to: '5', content: '' }],
  ])('refuses a status change: %s at %s', (code, field, data) => {
    expect(check('dossier.status-changed', data)).toEqual(['permanent', code, field]);
  });

  it('knows no other type', () => {
    expect(check('dossier.archived', submitted)).toEqual(['permanent', 'type.unknown', 'type']);
  });

  it('never repeats what the sender wrote', () => {
    const secret = '001099000001';
    for (const at of ['code', 'summary', 'channel', 'submittedAt', 'applicant']) {
      try {
        dossierV1.check(envelope('dossier.submitted'), withDossier({ [at]: at === 'applicant' ? { [secret]: secret } : [secret] }));
        throw new Error('was kept');
      } catch (failure) {
        expect(failure).toBeInstanceOf(Failure);
        expect(String(failure)).not.toContain(secret);
      }
    }
  });
});

describe('content digest', () => {
  const digest = (data: unknown, change: object = {}): string =>
    Buffer.from(dossierV1.contentDigest({ ...envelope('dossier.submitted'), ...change }, data)).toString('hex');

  it('ignores member order, message id, time and new download links', () => {
    const shuffled = JSON.parse(JSON.stringify(submitted), (_, value: unknown) =>
      isRecord(value) ? Object.fromEntries(Object.entries(value).toReversed()) : value,
    ) as unknown;
    const relinked = withDossier({ attachments: [{ ...first, url: 'https://kho.example.vn/1?t=2' }, second] });
    const results = (url: string) => digest({ ...inProgress, results: [{ ...first, url }] });
    expect(results('https://kho.example.vn/a')).toBe(results('https://kho.example.vn/b'));
    expect(new Set([digest(submitted), digest(shuffled), digest(relinked), digest(submitted, { id: 'm-2', time: new Date(0) })]).size).toBe(
      1,
    );
  });

  it('changes with sender, subject, type, data and attachment content', () => {
    const digests = [
      digest(submitted),
      digest(submitted, { source: '000.99.02.H26' }),
      digest(submitted, { subject: 'x' }),
      digest(submitted, { type: 'dossier.status-changed' }),
      digest(withDossier({ summary: 'Khác' })),
      digest(withDossier({ resultReturn: 'post' })),
      digest(withDossier({ attachments: [{ ...first, sha256: 'ef'.repeat(32) }, second] })),
      digest(accepted),
      digest(withReceived(withDossier({ attachments: [first] }))),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });

  it('is the SHA-256 of the RFC 8785 form', () => {
    // printf '{"data":{"b":"é"},"source":"000.99.01.H26","subject":"s","type":"dossier.submitted"}' | sha256sum
    expect(digest({ b: 'é' }, { subject: 's' })).toBe('22b6a18e0a346c6ec8e372ec01dab5c8d96dbfa90fe72305ff082862d331db7d');
  });
});
