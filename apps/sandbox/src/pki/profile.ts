import type { DepartmentName, IssuerName, SignerName } from './model';

const day = 86_400_000;
const year = 365 * day;
const mark = '(MÔ PHỎNG / SANDBOX)';
export const policy = '2.16.704.1.1.1.1.1';
const signing = ['digitalSignature', 'nonRepudiation'] as const;
const enciphering = ['keyEncipherment', 'dataEncipherment'] as const;

export type KeyUsage = (typeof signing)[number] | (typeof enciphering)[number] | 'keyCertSign' | 'cRLSign';
export type Purpose = 'serverAuth' | 'clientAuth' | 'emailProtection' | 'timeStamping' | 'OCSPSigning';
export type KeyKind = 'RSA-2048' | 'RSA-3072' | 'RSA-4096' | 'P-256';

/** What a certificate of the city says; the shape follows the G2 hierarchy for government use. */
export interface Profile {
  readonly name: SignerName | IssuerName;
  readonly issuer: IssuerName;
  readonly key: KeyKind;
  readonly subject: { readonly C: 'VN'; readonly L?: string; readonly O: string; readonly CN: string };
  /** Milliseconds from the day of issue. */
  readonly from: number;
  readonly to: number;
  readonly usage: readonly KeyUsage[];
  readonly purposes: readonly Purpose[];
  /** `true`: purposes are critical (RFC 3161 §2.3). */
  readonly purposesCritical?: boolean;
  readonly ca?: { readonly pathlen?: number };
  readonly email?: string;
  /** Of a server: the name and the IPv4 address under which it is reached. */
  readonly server?: { readonly name: string; readonly address: readonly [number, number, number, number] };
  /** Names an OCSP responder in AIA; without it only the issuer's list can tell. */
  readonly ocsp: boolean;
  /** Days before the day of issue on which it was revoked. */
  readonly revokedDaysAgo?: number;
  readonly onHold?: boolean;
  /** Certificate policy, the hierarchy's own unless told. */
  readonly policy?: string;
  /** What an authority signs certificates with; SHA-256 unless told. */
  readonly hash?: 'SHA-1';
}

/** The same for a key that was made elsewhere. */
export type Contents = Omit<Profile, 'name' | 'key'> & { readonly name: string };

const authority = (name: IssuerName, issuer: IssuerName, key: KeyKind, CN: string, pathlen?: number): Profile => ({
  name,
  issuer,
  key,
  subject: { C: 'VN', O: `Ban Cơ yếu Chính phủ ${mark}`, CN: `${CN} ${mark}` },
  from: -8 * year,
  to: 22 * year,
  usage: ['keyCertSign', 'cRLSign'],
  purposes: [],
  ca: pathlen === undefined ? {} : { pathlen },
  ocsp: false,
});

const leaf = (name: SignerName, CN: string, more: Partial<Profile> = {}): Profile => ({
  name,
  issuer: 'sub',
  key: 'RSA-2048',
  subject: { C: 'VN', L: 'Hà Nội', O: `ỦY BAN NHÂN DÂN THÀNH PHỐ ${mark}`, CN },
  from: -year,
  to: 4 * year,
  usage: [...signing, ...enciphering],
  purposes: ['clientAuth', 'emailProtection'],
  email: `${name}@sandbox.example.vn`,
  ocsp: true,
  ...more,
});

/** Of whoever asks the running authority for one. */
export const requested = (CN: string): Contents => leaf('unbound', CN, { email: undefined });

const olderSubject = (CN: string): Profile['subject'] => ({ C: 'VN', O: `Ban Co yeu Chinh phu ${mark}`, CN: `${CN} ${mark}` });
const awkward = (name: SignerName, more: Partial<Profile>): Profile =>
  leaf(name, 'CỔNG DỊCH VỤ CÔNG TRỰC TUYẾN', { key: 'P-256', usage: signing, ...more });

const responder = { usage: ['digitalSignature'], purposes: ['OCSPSigning'], ocsp: false } as const;
const stamping = { usage: signing, purposes: ['timeStamping'], purposesCritical: true } as const;

const department = (name: DepartmentName, CN: string): Profile => leaf(name, CN, { key: 'P-256', usage: signing });

/** The responder speaks for the city's authority alone: for companies there is the list. */
const company = (name: DepartmentName, CN: string): Profile =>
  leaf(name, CN, {
    key: 'P-256',
    usage: signing,
    issuer: 'national-sub',
    ocsp: false,
    subject: { C: 'VN', L: 'Hà Nội', O: `${CN} ${mark}`, CN },
  });

const national = (CN: string): Profile['subject'] => ({ C: 'VN', O: `Bộ Khoa học và Công nghệ ${mark}`, CN: `${CN} ${mark}` });

/** Issuers before what they issue. */
export const profiles: readonly Profile[] = [
  authority('root', 'root', 'RSA-4096', 'RootCA sandbox chuyên dùng Chính phủ G2'),
  authority('sub', 'root', 'RSA-4096', 'CA sandbox phục vụ các cơ quan Nhà nước G2', 0),
  authority('stranger-root', 'stranger-root', 'RSA-2048', 'RootCA của người lạ'),
  leaf('hub', 'TRỤC LIÊN THÔNG THÀNH PHỐ', { key: 'RSA-3072' }),
  leaf('portal', 'CỔNG DỊCH VỤ CÔNG TRỰC TUYẾN'),
  leaf('one-stop', 'HỆ THỐNG MỘT CỬA ĐIỆN TỬ DÙNG CHUNG', { key: 'P-256', usage: signing }),
  leaf('stranger', 'CỔNG DỊCH VỤ CÔNG TRỰC TUYẾN', { issuer: 'stranger-root' }),
  leaf('expired', 'CỔNG DỊCH VỤ CÔNG TRỰC TUYẾN', { from: -5 * year, to: -30 * day }),
  leaf('revoked', 'CỔNG DỊCH VỤ CÔNG TRỰC TUYẾN', { revokedDaysAgo: 10 }),
  leaf('unbound', 'PHÒNG VĂN HÓA VÀ THÔNG TIN'),
  leaf('ocsp', `Máy chủ OCSP ${mark}`, responder),
  leaf('tsa', `Máy chủ cấp dấu thời gian ${mark}`, stamping),
  {
    ...authority('g1-root', 'g1-root', 'RSA-2048', 'RootCA'),
    subject: olderSubject('Co quan chung thuc so (RootCA)'),
    to: 3 * year,
    hash: 'SHA-1',
  },
  {
    ...authority('g1-sub', 'g1-root', 'RSA-2048', 'CA', 0),
    subject: olderSubject('Co quan chung thuc so Chinh phu'),
    to: 3 * year,
    hash: 'SHA-1',
  },
  leaf('g1', 'SỞ NỘI VỤ', { issuer: 'g1-sub', to: 2 * year, ocsp: false }),
  awkward('not-yet', { from: 30 * day }),
  awkward('on-hold', { revokedDaysAgo: 5, onHold: true }),
  awkward('wrong-purpose', { purposes: ['serverAuth'] }),
  awkward('wrong-policy', { policy: '2.16.704.1.1.1.99' }),
  authority('deep-sub', 'sub', 'RSA-2048', 'CA không được phép'),
  awkward('too-deep', { issuer: 'deep-sub', ocsp: false }),
  leaf('gateway', 'TRỤC LIÊN THÔNG: CỔNG DỊCH VỤ', {
    ...{ key: 'P-256', usage: ['digitalSignature'], purposes: ['serverAuth'], email: undefined },
    server: { name: 'localhost', address: [127, 0, 0, 1] },
  }),
  leaf('seal', 'VĂN PHÒNG ỦY BAN NHÂN DÂN THÀNH PHỐ'),
  leaf('portal-next', 'CỔNG DỊCH VỤ CÔNG TRỰC TUYẾN'),
  leaf('one-stop-next', 'HỆ THỐNG MỘT CỬA ĐIỆN TỬ DÙNG CHUNG', { key: 'P-256', usage: signing }),
  leaf('ocsp-next', `Máy chủ OCSP ${mark}`, responder),
  leaf('tsa-next', `Máy chủ cấp dấu thời gian ${mark}`, stamping),
  department('land', 'SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG'),
  department('planning', 'SỞ QUY HOẠCH - KIẾN TRÚC'),
  department('construction', 'SỞ XÂY DỰNG'),
  department('health', 'SỞ Y TẾ'),
  department('labour', 'SỞ NỘI VỤ'),
  department('education', 'SỞ GIÁO DỤC VÀ ĐÀO TẠO'),
  department('investment', 'SỞ TÀI CHÍNH'),
  department('fire-safety', 'PHÒNG CẢNH SÁT PHÒNG CHÁY VÀ CHỮA CHÁY'),
  { ...authority('national-root', 'national-root', 'RSA-2048', 'National Root CA'), subject: national('National Root CA') },
  { ...authority('national-sub', 'national-root', 'RSA-2048', 'CA', 0), subject: national('CA sandbox cho doanh nghiệp') },
  company('power', 'TỔNG CÔNG TY ĐIỆN LỰC THÀNH PHỐ'),
  company('water', 'CÔNG TY NƯỚC SẠCH'),
  leaf('ministry', 'BỘ MÔ PHỎNG DỮ LIỆU'),
];
