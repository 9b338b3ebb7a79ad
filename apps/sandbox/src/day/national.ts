import { createHash } from 'node:crypto';
import type { Invented } from './dossier';
import { assertedEffect, bytesOf } from './event';
import type { Planned } from './model';
import { compact } from './time';

const fileOf = (name: string): Buffer => Buffer.from(`%PDF-1.4\n% ${name}\n`);

/** The same dossier with files that travel inside of it. */
export const ofNationalPortal = (invented: Invented): Invented => ({
  ...invented,
  isNational: true,
  dossier: {
    ...invented.dossier,
    attachments: invented.dossier.attachments.map((one) => ({
      ...one,
      sha256: createHash('sha256').update(fileOf(one.name)).digest('hex'),
    })),
  },
});

/** What the national portal says when it creates a dossier (`createdossierfromdvcqg`): it signs nothing. */
export function creation({ dossier, submittedAt }: Invented): Planned {
  const { code, procedure, applicant, attachments } = dossier;
  const body = bytesOf({
    ...{ MaHoSo: code, MaTTHC: procedure.code, MaSoThue: applicant.idNumber, TenThuongNhan: applicant.name },
    ...{ Email: applicant.email, DienThoai: applicant.phone, NgayNopHoSo: compact(submittedAt) },
    TaiLieuNop: attachments.map(({ name }) => ({ TenTepDinhKem: name, Base64: fileOf(name).toString('base64') })),
  });
  const route = { kind: 'good', channel: 'national-portal', signing: 'unsigned', expected: { outcome: 'accept' } } as const;
  return { ...route, id: `dvcqg-${code}`, subject: code, body, effect: assertedEffect(dossier) };
}
