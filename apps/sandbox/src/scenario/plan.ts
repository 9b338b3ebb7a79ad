import type { Dossier, StatusCode } from '@lienthong/documents';
import { attachmentOf, evenSecond } from '../day/dossier';
import { parties, statusChanged, submitted } from '../day/event';
import { goodMessage } from '../day/good';
import type { Planned, SigningChannel } from '../day/model';
import { applicantOf, officerOf } from '../day/people';
import { type Random, randomOf } from '../day/random';
import { plus, rfc3339, yymmdd } from '../day/time';
import type { DepartmentName } from '../pki/model';
import type { CatalogueEntry } from './catalogue';
import type { Scenario } from './model';

const hour = 3_600_000;
const field = { code: 'LV-KB', name: 'Kịch bản của thành phố (mô phỏng)' };

export interface Casting {
  readonly seed: number;
  /** Running number of the dossier's code; never use one twice. */
  readonly number: number;
  readonly entry: CatalogueEntry;
  readonly desk: DepartmentName;
  readonly submittedAt: Date;
  readonly receivedAt: Date;
  readonly dueAt: Date;
  readonly now: Date;
}

/** When they were filed and received: the day before yesterday in the morning, which leaves time even where the limit is three days. */
export function timesOf(now: Date): { readonly submittedAt: Date; readonly receivedAt: Date } {
  const day = rfc3339(plus(now, -48 * hour)).slice(0, 10);
  const submittedAt = new Date(`${day}T09:00:00+07:00`);
  return { submittedAt, receivedAt: plus(submittedAt, hour / 2) };
}

/** Every message of one scenario. Pure: the same casting gives the same bytes. */
export function planScenario(casting: Casting): Scenario {
  const { seed, number, entry, desk, dueAt, receivedAt, now } = casting;
  const random = randomOf(seed, `scenario-${number}`);
  const dossier = dossierOf(casting, random);
  const { code } = dossier;
  const finishedAt = evenSecond(plus(now, -60_000));
  const step = (channel: SigningChannel, from: StatusCode, to: StatusCode, at: Date, content: string, received?: object): Planned => {
    const data = { code, from, to, at: rfc3339(at), officer: officerOf(random), content, ...received };
    const source = channel === 'one-stop' ? parties.oneStop : entry.agency;
    return goodMessage(channel, statusChanged({ name: `${code}/${to}`, time: now, data, source, receivers: parties.portal }), random);
  };
  const received = { dossier, receiptNumber: `BN-${code.slice(-11)}`, receivedAt: rfc3339(receivedAt), dueAt: rfc3339(dueAt) };
  const third = (finishedAt.getTime() - receivedAt.getTime()) / 3;
  return {
    ...{ entry, desk, code, dueAt, finishedAt },
    filing: goodMessage('portal', submitted({ name: `${code}/filed`, time: now, data: { dossier }, receivers: parties.oneStop }), random),
    receipt: [
      step('one-stop', '1', '2', receivedAt, 'Đã tiếp nhận, chuyển cơ quan giải quyết', { received }),
      goodMessage(
        'one-stop',
        submitted({ name: `${code}/assigned`, time: now, data: { dossier }, source: parties.oneStop, receivers: entry.agency }),
        random,
      ),
    ],
    steps: [
      step(desk, '2', '4', evenSecond(plus(receivedAt, third)), 'Đang thẩm định hồ sơ'),
      step(desk, '4', '9', evenSecond(plus(receivedAt, 2 * third)), 'Kết quả đã được ký duyệt'),
      step(desk, '9', '10', finishedAt, 'Đã trả kết quả cho người nộp'),
    ],
  };
}

function dossierOf({ number, entry, submittedAt }: Casting, random: Random): Dossier {
  const code = `${parties.oneStop}-${yymmdd(submittedAt)}-${String(number).padStart(4, '0')}`;
  // companies have no code of an authority: the one-stop system is the agency that the applicant sees
  const agency = entry.agency.startsWith('H26') ? entry.agency : parties.oneStop;
  return {
    code,
    procedure: { code: entry.code, name: entry.name.vi },
    field,
    applicant: applicantOf(random),
    summary: entry.name.vi,
    channel: 'online',
    resultReturn: 'counter',
    submittedAt: rfc3339(submittedAt),
    agency: { code: agency, name: 'Cơ quan giải quyết (mô phỏng)' },
    attachments: entry.papers.map((paper, index) => attachmentOf(code, paper, index)),
  };
}
