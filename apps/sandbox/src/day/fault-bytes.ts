import type { DossierStatusChanged, DossierSubmitted, StatusCode } from '@lienthong/documents';
import { type CityEvent, bytesOf, digestOf, dossierEffect, effectOfChange, parties } from './event';
import type { SigningChannel } from './model';
import { plus, rfc3339 } from './time';

type Data = Readonly<Record<string, unknown>>;

export const eventOf = (body: Uint8Array): CityEvent => JSON.parse(textOf(body)) as CityEvent;

const textOf = (body: Uint8Array): string => new TextDecoder().decode(body);

const withData = (body: Uint8Array, change: (data: CityEvent['data']) => Data): Uint8Array => {
  const event = eventOf(body);
  return bytesOf({ ...event, data: change(event.data) });
};

const isStep = (data: CityEvent['data']): data is DossierStatusChanged => 'to' in data;

/** Id of an event, and what a stand-in that took it would show; both `''` for bytes that are no event. */
export function identityOf(body: Uint8Array): { readonly id: string; readonly effect: string } {
  try {
    const { id, data } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as CityEvent;
    return { id, effect: isStep(data) ? effectOfChange(data) : dossierEffect(data.dossier.code, digestOf(body)) };
  } catch {
    return { id: '', effect: '' };
  }
}

/** Still correct in form, but with other business content (and, for a step, two seconds later). */
export const altered = (body: Uint8Array): Uint8Array =>
  withData(body, (data) =>
    isStep(data)
      ? { ...data, content: `${data.content} (nội dung đã bị sửa)`, at: rfc3339(plus(new Date(data.at), 2_000)) }
      : { ...data, dossier: { ...data.dossier, summary: `${data.dossier.summary} (nội dung đã bị sửa)` } },
  );

export const withStep = (body: Uint8Array, from: StatusCode, to: StatusCode): Uint8Array =>
  withData(body, (data) => ({ ...data, from, to }));

/** A type that this party may not send: the portal reports a step, the one-stop system hands in a dossier. Data fit the type. */
export function otherRole(body: Uint8Array, channel: SigningChannel): Uint8Array {
  const event = eventOf(body);
  const data = channel === 'portal' ? stepFrom(event.data as DossierSubmitted) : submissionFrom(event.data as DossierStatusChanged);
  const type = channel === 'portal' ? 'dossier.status-changed' : 'dossier.submitted';
  const source = channel === 'portal' ? parties.portal : parties.oneStop;
  return bytesOf({ ...event, type, source, data });
}

const stepFrom = ({ dossier }: DossierSubmitted): DossierStatusChanged => ({
  code: dossier.code,
  from: '2',
  to: '4',
  at: rfc3339(plus(new Date(dossier.submittedAt), 3_601_000)),
  officer: { name: 'Người Không Có Quyền' },
  content: 'Cổng không được báo tiến độ',
});

const submissionFrom = ({ code, at, officer }: DossierStatusChanged): DossierSubmitted => ({
  dossier: {
    code,
    procedure: { code: '1.099999', name: 'Thủ tục thử nghiệm' },
    field: { code: 'G99-LV01', name: 'Thử nghiệm' },
    applicant: { kind: 'citizen', name: officer.name, idNumber: '099999000000' },
    summary: 'Hệ thống một cửa không được nộp hồ sơ qua trục',
    channel: 'counter',
    submittedAt: at,
    agency: { code: parties.oneStop, name: 'Trung tâm Phục vụ hành chính công Thử Nghiệm' },
    attachments: [],
  },
});

/** One more member in `data`, written by hand because JSON.stringify would not. */
const withMember = (body: Uint8Array, member: string): Uint8Array =>
  new TextEncoder().encode(textOf(body).replace('"data":{', () => `"data":{${member},`));

export const nested = (body: Uint8Array, depth: number): Uint8Array =>
  withMember(body, `"phụLục":${'['.repeat(depth)}${']'.repeat(depth)}`);

export const withProtoKey = (body: Uint8Array): Uint8Array => withMember(body, '"__proto__":{"allowed":true}');

export const withText = (body: Uint8Array, text: string): Uint8Array => withMember(body, `"ghiChú":${JSON.stringify(text)}`);

export const padded = (body: Uint8Array, size: number): Uint8Array => withMember(body, `"ghiChú":"${'x'.repeat(size)}"`);

/** UTF-16 with its byte order mark, little end first. */
export const utf16 = (body: Uint8Array): Uint8Array => Buffer.from(`\uFEFF${textOf(body)}`, 'utf16le');
