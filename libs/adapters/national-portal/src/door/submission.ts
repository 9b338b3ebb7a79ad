import { isRecord, refuse } from '@lienthong/message';
import { createHash } from 'node:crypto';
import { type Attachment, type Dossier, readDossierCode } from '@lienthong/documents';
import { readPortalTime } from '../time';

/** What the connector knows of a procedure, as transport facts beside the portal's bytes. */
export interface Facts {
  readonly procedure: string;
  readonly fieldCode: string;
  readonly fieldName: string;
  readonly agencyCode: string;
  readonly agencyName: string;
}

type Body = Readonly<Record<string, unknown>>;

/** What must be there, in the order in which the portal hears of it. */
const required = ['MaHoSo', 'MaTTHC', 'MaSoThue', 'TenThuongNhan'] as const;

/** Names that have a place of their own in a dossier; of all others the scalars are the procedure's form. */
const placed = new Set<string>([
  ...[...required, 'DienThoai', 'Email', 'NgayNopHoSo', 'TepDonDangKy', 'TenTepDonDangKy'],
  ...['TaiLieuNop', 'DiaChiDoanhNghiep'],
]);

/** A dossier as the portal creates it with us. Throws `Failure` permanent with the first field that is wrong. */
export function dossierOf(body: Body, facts: Facts): Dossier {
  for (const field of required) textOf(body, field);
  const code = textOf(body, 'MaHoSo');
  const day = readDossierCode(code)?.day;
  if (!day) throw refuse('dossier.code-malformed', { field: 'MaHoSo' });
  const idNumber = taxCode(textOf(body, 'MaSoThue'));
  const phone = optional(body, 'DienThoai') ?? optional(body, 'SoDienThoaiNguoiLienHe');
  const email = optional(body, 'Email');
  const address = addressOf(body['DiaChiDoanhNghiep']);
  return {
    code,
    procedure: { code: textOf(body, 'MaTTHC'), name: facts.procedure },
    field: { code: facts.fieldCode, name: facts.fieldName },
    applicant: {
      kind: /^\d{12}$/.test(idNumber) ? 'citizen' : 'enterprise',
      name: textOf(body, 'TenThuongNhan'),
      idNumber,
      ...(email && { email }),
      ...(phone && { phone }),
      ...(address && { address }),
    },
    summary: facts.procedure,
    channel: 'online',
    submittedAt: submittedAt(body, day),
    agency: { code: facts.agencyCode, name: facts.agencyName },
    attachments: filesOf(body),
    ...formOf(body),
  };
}

function textOf(body: Body, field: string): string {
  const value = body[field];
  if (typeof value !== 'string' || value.trim() === '') throw malformed(field);
  return value;
}

function optional(body: Body, field: string): string | undefined {
  const value = body[field];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** Thirteen digits may come without the dash of the dependent unit. */
const taxCode = (text: string): string => text.replace(/^(\d{10})(\d{3})$/, '$1-$2');

function addressOf(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  const parts = ['DiaChiChiTiet', 'MaXa', 'MaHuyen', 'MaTinh'].flatMap((field) => optional(value, field) ?? []);
  return parts.length > 0 ? parts.join(', ') : undefined;
}

/** Where the portal says no time, the day in the dossier's code: the same at each repeat, which our clock is not. */
function submittedAt(body: Body, day: string): string {
  const said = optional(body, 'NgayNopHoSo');
  if (said === undefined) return `${day}T00:00:00+07:00`;
  const time = readPortalTime(said);
  if (time === undefined) throw malformed('NgayNopHoSo');
  return time;
}

function filesOf(body: Body): Attachment[] {
  const main = optional(body, 'TepDonDangKy');
  const list: readonly unknown[] = Array.isArray(body['TaiLieuNop']) ? body['TaiLieuNop'] : [];
  const form = main === undefined ? [] : [fileOf('don', textOf(body, 'TenTepDonDangKy'), main, 'TepDonDangKy')];
  const papers = list.map((item, i) => {
    if (!isRecord(item)) throw malformed(`TaiLieuNop[${i}]`);
    const name = item['TenTepDinhKem'];
    const base64 = item['Base64'];
    if (typeof name !== 'string' || name === '') throw malformed(`TaiLieuNop[${i}].TenTepDinhKem`);
    if (typeof base64 !== 'string') throw malformed(`TaiLieuNop[${i}].Base64`);
    return fileOf(`tep-${i + 1}`, name, base64, `TaiLieuNop[${i}].Base64`);
  });
  return [...form, ...papers];
}

/** Strict base64 (RFC 4648 §4): what travels on is what was meant. */
function fileOf(id: string, name: string, base64: string, field: string): Attachment {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length === 0 || bytes.toString('base64') !== base64) throw malformed(field);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { id, name, component: '', url: `data:application/octet-stream;base64,${base64}`, sha256 };
}

function formOf(body: Body): Pick<Dossier, 'form'> {
  const rest = Object.entries(body).flatMap(([name, value]) =>
    !placed.has(name) && ['string', 'number', 'boolean'].includes(typeof value) && value !== '' ? [[name, String(value)] as const] : [],
  );
  return rest.length > 0 ? { form: Object.fromEntries(rest) } : {};
}

const malformed = (field: string) => refuse('message.malformed', { field });
