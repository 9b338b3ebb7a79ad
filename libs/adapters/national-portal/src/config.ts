import { duration, listenAddress, secretFile, size, url, z } from '@lienthong/adapter-kit';
import { isStatus, statuses } from '@lienthong/documents';
import { dateForms } from './time';

const path = z.string().regex(/^\/[!-~]*$/, 'a path that begins with /');
const code = z.string().regex(/^-?\w{1,20}$/, 'an error code, e.g. -1 or 15');
const text = z.string().min(1).max(500);

/** Calls as integrators have made them since 2020 (`docs/connectors/national-portal.md`). */
const dvcqg2020 = z.strictObject({
  profile: z.literal('dvcqg-2020'),
  baseUrl: url.describe("Address of the exchange network's adapter"),
  authPath: path.default('/adapter/auth').describe('Path of the log-in'),
  integrationPath: path.default('/adapter/integration').describe('Path of the integration services'),
  sharePath: path.default('/adapter/share').describe('Path of the catalogues'),
  username: text.describe('User name'),
  passwordFile: secretFile.describe('File with the password'),
  dstcode: text.describe('Code of the portal in the exchange network'),
  madonvi: text.describe('Code of the calling unit'),
  sessionLifetime: duration.prefault('10m').describe('How long a session is used before a new log-in'),
  temporaryCodes: z.array(code).default([]).describe('Values of `error_code` that pass by themselves: such a call is tried again'),
  sessionCodes: z
    .array(code)
    .default([])
    .describe('Values of `error_code` that mean a dropped session; where none is known, a refused session is found out by a question'),
  procedures: z
    .strictObject({
      fresh: duration.prefault('1h').describe("How long the portal's own names of a procedure are used without asking again"),
      stale: duration.prefault('24h').describe('How old they may be while the portal does not answer'),
    })
    .prefault({})
    .describe('Answers of `LayThuTuc`'),
  timeout: duration.prefault('60s').describe('Longest time for one call'),
});

/** The ministries' interface of 2026: tokens, typed scalars, files by id and hash. */
const ministry2026 = z.strictObject({
  profile: z.literal('ministry-2026'),
  baseUrl: url.describe('Address of the interface'),
  tokenPath: path.default('/token').describe('Path that gives access tokens'),
  nextCodePath: path.default('/hoso/ma').describe('Path that gives the next dossier code of a unit'),
  uploadPath: path.default('/teptin').describe('Path that takes files'),
  createPath: path.default('/hoso').describe('Path of NoiHoSo'),
  progressPath: path.default('/hoso/tientrinh').describe('Path of CapNhatTienTrinh'),
  statusPath: path.default('/hoso/trangthai').describe('Path of CapNhatTrangThai'),
  clientId: text.describe('Client identifier'),
  clientSecretFile: secretFile.describe('File with the client secret'),
  scope: text.optional().describe('Scopes, separated by spaces'),
  unit: text.describe('MaDonViTiepNhan: code of the receiving unit, e.g. G09.20'),
  successCodes: z
    .array(z.string().max(20))
    .default(['0', '00', '200'])
    .describe('Values of `code` that are good beside HTTP 200; none in the answer is good too'),
  temporaryCodes: z.array(z.string().max(20)).default([]).describe('Values of `code` that pass by themselves'),
  dates: z
    .strictObject({
      NgayNop: dateForms.default('spaced'),
      NgayTiepNhan: dateForms.default('spaced'),
      ThoiDiemXuLy: dateForms.default('digits'),
      NgayBatDau: dateForms.default('digits'),
      NgayKetThucTheoQuyDinh: dateForms.default('digits'),
    })
    .prefault({})
    .describe('Form of each time: `digits` yyyyMMddHHmmss, `spaced` yyyy-MM-dd HH:mm:ss, `iso` with milliseconds and without zone'),
  timeout: duration.prefault('60s').describe('Longest time for one call'),
});

const files = z.strictObject({
  allow: z.array(url).default([]).describe('Addresses (scheme, host, port) of the stores whose links may go out and may be pulled'),
  maxSize: size.prefault('10MiB').describe('Largest file'),
  links: z
    .strictObject({
      publicUrl: url.describe("Address under which the portal reaches this connector's door"),
      keyFile: secretFile.describe('File with the key that makes links unforgeable, 32 characters or more'),
      lifetime: duration.prefault('24h').describe('How long a link works'),
    })
    .optional()
    .describe('Links of our own, which expire and give only what has the right digest; without it the links of the sender go out'),
});

const procedure = z.strictObject({
  name: text.describe('Name of the procedure'),
  field: z.strictObject({ code: text, name: text }).describe('Its field'),
  agency: z.strictObject({ code: text, name: text }).describe('Agency that handles it'),
});

const door = z.strictObject({
  listen: listenAddress.describe('Address on which the portal and its downloads are awaited'),
  tokenFile: secretFile.describe("File with the portal's access token (`Authorization: Bearer`)"),
  party: text.describe('Party code under which its dossiers enter'),
  receivers: z.array(text).default([]).describe('Party codes that get them; the agreement decides where nothing is said'),
  procedures: z.record(z.string(), procedure).default({}).describe('Procedures that are taken, by MaTTHC; all others are refused'),
  maxBody: size.prefault('64KiB').describe('Largest dossier with its files; keep it within `limits.message`'),
  bodyTimeout: duration.prefault('30s').describe('Longest time in which a dossier must have arrived'),
  maxConnections: z.int().min(1).max(1_000).default(32).describe('Most connections at once'),
});

const payments = z.strictObject({
  MaDichVu: z.string().max(50).default('').describe('Code of the payment service'),
  account: z.string().max(50).describe('TKThuHuong: account that is paid'),
  bank: z.string().max(50).describe('MaNHThuHuong: its bank'),
  holder: z.string().max(200).describe('TenTKThuHuong: its holder'),
});

const identity = Object.fromEntries(Object.keys(statuses).map((status) => [status, status]));

export const nationalPortalConfig = z
  .strictObject({
    portal: z.discriminatedUnion('profile', [dvcqg2020, ministry2026]).describe('The portal, by the generation of its interface'),
    door: door.optional().describe('What the portal calls; without it nothing comes in'),
    files: files.prefault({}).describe('Attachments and results'),
    payments: payments.optional().describe('Answers to the question what is to be paid; without it there are none'),
    statusMap: z
      .record(
        z.string().refine((text): boolean => isStatus(text), 'a status of ours, "1" to "10"'),
        z.string().regex(/^\d{1,2}$/, 'a national status, e.g. "4"'),
      )
      .default(identity)
      .describe('Our status → national status; a status that is not here is not sent'),
    applicantKinds: z
      .strictObject({ citizen: z.string().regex(/^\d$/), enterprise: z.string().regex(/^\d$/) })
      .optional()
      .describe('LoaiDoiTuong; where nothing is said 1 and 2 (2020), 0 and 1 (2026)'),
    memoryFile: z
      .string()
      .min(1)
      .optional()
      .describe("File in which the connector keeps the portal's ids and what is to be paid; for `ministry-2026` and for `payments`"),
    repeat: z.enum(['safe', 'unsafe']).default('safe').describe('`unsafe`: a step whose end is unknown waits for an operator'),
  })
  .refine(({ portal, payments, memoryFile }) => memoryFile ?? (portal.profile === 'dvcqg-2020' && !payments), {
    path: ['memoryFile'],
    error: 'ministry-2026 and payments need it',
  })
  .refine(({ files, door }) => door ?? !files.links, { path: ['files', 'links'], error: 'links need a door' })
  .refine(({ payments, door }) => door ?? !payments, { path: ['payments'], error: 'payments need a door' });

export type NationalPortalConfig = z.output<typeof nationalPortalConfig>;
export type DoorConfig = z.output<typeof door>;
export type FilesConfig = z.output<typeof files>;
export type PaymentsConfig = z.output<typeof payments>;
export type Dvcqg2020 = z.output<typeof dvcqg2020>;
export type Ministry2026 = z.output<typeof ministry2026>;
