import { createHash } from 'node:crypto';
import type { Dossier } from '@lienthong/documents';
import { procedures } from '../portal/procedures';
import { parties } from './event';
import { applicantOf } from './people';
import type { Random } from './random';
import { plus, rfc3339, yymmdd } from './time';

const hour = 3_600_000;
const papers = ['Đơn đề nghị', 'Bản sao giấy tờ chứng minh chỗ ở', 'Tờ khai lệ phí', 'Sơ đồ vị trí', 'Văn bản ủy quyền'];
const agency = { code: parties.oneStop, name: 'Trung tâm Phục vụ hành chính công Thử Nghiệm' };

export interface Invented {
  readonly dossier: Dossier;
  readonly submittedAt: Date;
  readonly workingDays: number;
  /** Created at the national portal. */
  readonly isNational?: true;
}

/** A dossier handed in online some hours before `now`. */
export function inventDossier(random: Random, number: number, now: Date): Invented {
  const submittedAt = evenSecond(plus(now, -random.int(2 * hour, 8 * hour)));
  const code = `${parties.oneStop}-${yymmdd(submittedAt)}-${String(number).padStart(4, '0')}`;
  const { code: procedureCode, name, field, workingDays } = random.pick(procedures);
  const dossier: Dossier = {
    code,
    procedure: { code: procedureCode, name },
    field: { code: field.code, name: field.name },
    applicant: applicantOf(random),
    summary: `${name} – nộp trực tuyến ngày ${rfc3339(submittedAt).slice(0, 10)}`,
    channel: 'online',
    resultReturn: number % 4 === 0 ? 'post' : 'counter',
    submittedAt: rfc3339(submittedAt),
    agency,
    attachments: random
      .shuffle(papers)
      .slice(0, random.int(1, 3))
      .map((paper, index) => attachmentOf(code, paper, index)),
  };
  return { dossier, submittedAt, workingDays };
}

export const attachmentOf = (code: string, paper: string, index: number): Dossier['attachments'][number] => ({
  id: `${code}-tep-${index + 1}`,
  name: `${paper}.pdf`,
  component: '',
  url: `https://kho.example.vn/${code}/${index + 1}?download=true`,
  sha256: createHash('sha256').update(`${code}/${paper}`).digest('hex'),
});

/** Good business times fall on even seconds, those of bad messages on odd ones: no bad step can pass for a good one. */
export const evenSecond = (at: Date): Date => new Date(Math.floor(at.getTime() / 2000) * 2000);
