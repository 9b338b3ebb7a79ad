import type { CheckResult, Tools } from '@lienthong/adapter-kit';
import { Failure } from '@lienthong/message';
import { type CallAxis, Declined } from './call';
import type { DocumentAxisConfig } from './config';

type Words = CheckResult['words'];

/** What must be in order, one after the other; whose it is when it is not. */
const steps = {
  secret: { vi: 'Tệp khóa bí mật (bên ta)', en: 'File with the secret (our side)' },
  name: { vi: 'Phân giải tên miền của trục (mạng bên ta)', en: "Name of the axis' host (our network)" },
  connection: { vi: 'Kết nối tới trục (đường truyền hoặc trục)', en: 'Connection to the axis (the network or the axis)' },
  tls: { vi: 'TLS (chứng thư của trục hoặc gốc tin cậy bên ta)', en: "TLS (the axis' certificate or our trusted roots)" },
  answer: { vi: 'Trục trả lời đúng giao thức (bên trục)', en: 'The axis answers in its protocol (the axis)' },
  signature: {
    vi: 'Trục chấp nhận systemid và chữ ký HMAC (systemid, khóa hoặc đồng hồ bên ta)',
    en: 'The axis accepts systemid and HMAC (our systemid, secret or clock)',
  },
  list: { vi: 'Danh sách văn bản đến (bên trục)', en: 'List of received documents (the axis)' },
} as const satisfies Readonly<Record<string, Words>>;

type Step = keyof typeof steps;

/** One harmless question, told step by step up to the first that fails. Without https there is no step `tls`. */
export async function checkAxis(
  { baseUrl }: Pick<DocumentAxisConfig, 'baseUrl'>,
  secretFile: string,
  call: CallAxis,
  tools: Tools,
): Promise<CheckResult[]> {
  const failed = await attempt(call, () => tools.secret(secretFile));
  const order = (Object.keys(steps) as Step[]).filter((step) => step !== 'tls' || baseUrl.startsWith('https:'));
  const good = failed ? order.slice(0, order.indexOf(failed.step)) : order;
  return [...good.map((step) => result(step)), ...(failed ? [result(failed.step, failed.reason)] : [])];
}

interface Failed {
  readonly step: Step;
  readonly reason: string;
}

async function attempt(call: CallAxis, secret: () => Promise<string>): Promise<Failed | undefined> {
  const text = await secret().catch(() => '');
  if (text === '') return { step: 'secret', reason: 'cannot be read or is empty' };
  try {
    const answer = await call({ method: 'getReceivedEdocList', parameters: { messageType: 'status' } });
    if (!Array.isArray(answer.members['data'])) return { step: 'list', reason: 'no list in data' };
    return undefined;
  } catch (cause) {
    if (cause instanceof Declined) return { step: 'signature', reason: `ErrorCode=${cause.errorCode}` };
    const detail = cause instanceof Failure ? cause.detail : { reason: String(cause) };
    return { step: stepOf(detail), reason: Object.values(detail).join(', ') };
  }
}

/** The system's own error codes tell how far the call came. */
function stepOf({ reason = '', status }: Failure['detail']): Step {
  if (status !== undefined || /^(unreadable|not JSON|no |not an)/.test(reason)) return 'answer';
  if (/ENOTFOUND|EAI_|EPRIVATE/.test(reason)) return 'name';
  if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|EPROTO/.test(reason)) return 'tls';
  return 'connection';
}

function result(step: Step, reason?: string): CheckResult {
  const { vi, en } = steps[step];
  const [good, bad] = [
    { vi: `${vi}: được`, en: `${en}: good` },
    { vi: `${vi}: không được (${reason})`, en: `${en}: failed (${reason})` },
  ];
  return { step, ok: reason === undefined, words: reason === undefined ? good : bad };
}
