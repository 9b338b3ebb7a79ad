import type { CheckResult } from '@lienthong/adapter-kit';
import { Failure } from '@lienthong/message';
import { categoriesIn } from './categories';
import type { BusinessRegistrationConfig } from './config';
import { Place } from './place';
import type { Registry } from './registry';

type Words = CheckResult['words'];
type Side = 'ours' | 'between' | 'platform' | 'registry';

const titles = {
  place: { vi: 'Tệp ghi chỗ đã nhận thay đổi', en: 'File with the place in the changes' },
  name: { vi: 'Tên máy của NDXP', en: 'Host name of NDXP' },
  connection: { vi: 'Kết nối mạng tới NDXP', en: 'Connection to NDXP' },
  tls: { vi: 'TLS', en: 'TLS' },
  token: { vi: 'Mã truy cập (OAuth 2)', en: 'Access token (OAuth 2)' },
  details: { vi: 'Tra cứu doanh nghiệp', en: 'Look-up of an enterprise' },
  changes: { vi: 'Danh sách thay đổi', en: 'List of changes' },
  categories: { vi: 'Danh mục dùng chung', en: 'Shared categories' },
} as const satisfies Readonly<Record<string, Words>>;
type Step = keyof typeof titles;

const sides: Readonly<Record<Side, Words>> = {
  ours: { vi: 'phía ta', en: 'our side' },
  between: { vi: 'đường truyền', en: 'the line' },
  platform: { vi: 'phía NDXP', en: 'the side of NDXP' },
  registry: { vi: 'phía cơ sở dữ liệu đăng ký doanh nghiệp', en: "the business register's side" },
};

/** Whom to tell what. */
const advice = {
  file: { vi: 'kiểm tra đường dẫn và quyền của tệp', en: 'check path and rights of the file' },
  address: { vi: 'kiểm tra baseUrl, auth.tokenUrl và DNS', en: 'check baseUrl, auth.tokenUrl and DNS' },
  line: {
    vi: 'hỏi quản trị mạng về đường truyền số liệu chuyên dùng; nếu thông, báo NDXP không kết nối được, kèm thời điểm',
    en: 'ask the network team about the government network; if it is up, tell NDXP since when it cannot be reached',
  },
  certificate: {
    vi: 'gửi NDXP lỗi chứng thư này; họ phải thay chứng thư',
    en: 'send NDXP this certificate error: theirs must be replaced',
  },
  key: {
    vi: 'kiểm tra clientId và tệp bí mật; nếu đúng, hỏi NDXP ứng dụng còn hiệu lực và đã đăng ký dịch vụ này chưa',
    en: 'check clientId and the secret file; if they are right, ask NDXP whether the application is active and subscribed to this service',
  },
  path: {
    vi: 'kiểm tra paths; hỏi NDXP đường dẫn và phiên bản của dịch vụ',
    en: 'check paths; ask NDXP for path and version of the service',
  },
  busy: { vi: 'chờ; nếu kéo dài, hỏi NDXP về hạn mức gọi của ứng dụng', en: "wait; if it lasts, ask NDXP about the application's quota" },
  broken: {
    vi: 'báo đầu mối của cơ sở dữ liệu: thời điểm, dịch vụ và lý do trên',
    en: "tell the register's contact: time, service and the reason above",
  },
} as const satisfies Readonly<Record<string, Words>>;

interface Break {
  readonly step: Step;
  readonly side: Side;
  readonly advice: keyof typeof advice;
  readonly reason: string;
}

/** A code that is never issued: nobody is looked up. */
const harmless = '0000000000';

/** Each step up to the first that fails, whose side that is and what to do about it. Asks questions only. */
export async function checkRegistry({ baseUrl, changes }: BusinessRegistrationConfig, registry: Registry): Promise<CheckResult[]> {
  const order: Step[] = [
    ...(changes ? (['place'] as const) : []),
    ...(['name', 'connection'] as const),
    ...(baseUrl.startsWith('https:') ? (['tls'] as const) : []),
    ...(['token', 'details'] as const),
    ...(changes ? (['changes'] as const) : []),
    'categories',
  ];
  const questions: Partial<Record<Step, () => Promise<unknown>>> = {
    ...(changes && { place: () => new Place(changes.placeFile).read() }),
    details: () => registry.details(harmless),
    ...(changes && { changes: async () => registry.changes(await new Place(changes.placeFile).read(), 1) }),
    categories: async () => categoriesIn(await registry.categories()),
  };
  const broken = await firstBreak(order, questions);
  const at = broken ? order.indexOf(broken.step) : order.length;
  return order.map((step, i) => (i < at ? good(step) : i > at || !broken ? untried(step) : bad(broken)));
}

async function firstBreak(order: readonly Step[], questions: Partial<Record<Step, () => Promise<unknown>>>): Promise<Break | undefined> {
  for (const step of order) {
    try {
      await questions[step]?.();
    } catch (cause) {
      return locate(cause, step, order);
    }
  }
  return undefined;
}

/** Where it broke, from what the HTTP client says of it. */
function locate(cause: unknown, step: Step, order: readonly Step[]): Break {
  const detail = cause instanceof Failure ? cause.detail : {};
  const reason = Object.values(detail).join(', ') || 'unexpected error';
  const { reason: said = '', status = '' } = detail;
  const during = detail['step'] === 'access token' ? 'token' : step;
  if (step === 'place') return { step, side: 'ours', advice: 'file', reason };
  if (said.startsWith('secret file')) return { step: 'token', side: 'ours', advice: 'file', reason };
  if (/allow-list|ENOTFOUND|EAI_AGAIN|EPRIVATE/.test(said)) return { step: 'name', side: 'ours', advice: 'address', reason };
  if (order.includes('tls') && /CERT|SELF_SIGNED|UNABLE_TO|EPROTO|ERR_SSL|ERR_TLS/.test(said))
    return { step: 'tls', side: 'platform', advice: 'certificate', reason };
  if (said.startsWith('not connected') || said.includes('before it was sent'))
    return { step: 'connection', side: 'between', advice: 'line', reason };
  if (/^40[013]$/.test(status)) return { step: during, side: 'ours', advice: 'key', reason };
  if (status === '404') return { step: during, side: 'ours', advice: 'path', reason };
  if (status === '429') return { step: during, side: 'platform', advice: 'busy', reason };
  return { step: during, side: during === 'token' ? 'platform' : 'registry', advice: 'broken', reason };
}

const good = (step: Step): CheckResult => words(step, true, { vi: 'được', en: 'good' });

const untried = (step: Step): CheckResult => words(step, false, { vi: 'chưa thử', en: 'not tried' });

const bad = ({ step, side, advice: what, reason }: Break): CheckResult =>
  words(step, false, {
    vi: `hỏng ở ${sides[side].vi} (${reason}). Việc cần làm: ${advice[what].vi}`,
    en: `broken on ${sides[side].en} (${reason}). To do: ${advice[what].en}`,
  });

const words = (step: Step, ok: boolean, { vi, en }: Words): CheckResult => ({
  step,
  ok,
  words: { vi: `${titles[step].vi}: ${vi}`, en: `${titles[step].en}: ${en}` },
});
