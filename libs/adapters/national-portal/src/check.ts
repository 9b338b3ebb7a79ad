import type { CheckResult } from '@lienthong/adapter-kit';
import { Failure } from '@lienthong/message';

export interface Checked {
  /** Address of the portal. */
  readonly baseUrl: string;
  /** Logs in, or gets a token. */
  readonly login: () => Promise<void>;
  /** A question that changes nothing; absent where the interface has none. */
  readonly ask?: () => Promise<unknown>;
  /** Reads the door's token; absent without a door. */
  readonly doorToken?: () => Promise<string>;
}

type Step = 'name' | 'connection' | 'tls' | 'login' | 'call';

const titles: Readonly<Record<Step | 'door-token', CheckResult['words']>> = {
  name: { vi: 'Tên máy của Cổng', en: "The portal's host name" },
  connection: { vi: 'Kết nối mạng tới Cổng', en: 'Connection to the portal' },
  tls: { vi: 'TLS', en: 'TLS' },
  login: { vi: 'Đăng nhập', en: 'Log-in' },
  call: { vi: 'Gọi thử một dịch vụ tra cứu', en: 'A harmless question' },
  'door-token': { vi: 'Mã truy cập của cửa nhận', en: "The door's access token" },
};

const sides = {
  ours: { vi: 'phía ta', en: 'our side' },
  theirs: { vi: 'phía Cổng', en: "the portal's side" },
  between: { vi: 'đường truyền hoặc phía Cổng', en: "the line or the portal's side" },
} as const;
type Side = keyof typeof sides;

/** Name, connection, TLS, log-in, question: what comes after the first that fails is not tried. Sends nothing that has an effect. */
export async function checkSteps({ baseUrl, login, ask, doorToken }: Checked): Promise<CheckResult[]> {
  const order: Step[] = [
    'name',
    'connection',
    ...(baseUrl.startsWith('https:') ? (['tls'] as const) : []),
    'login',
    ...(ask ? (['call'] as const) : []),
  ];
  const broken = await breakOf(login, ask);
  const at = broken ? Math.max(0, order.indexOf(broken.step)) : order.length;
  const steps = order.map((step, i): CheckResult => (i < at ? good(step) : i > at || !broken ? untried(step) : bad(step, broken)));
  return doorToken ? [await doorStep(doorToken), ...steps] : steps;
}

interface Break {
  readonly step: Step;
  readonly side: Side;
  readonly reason: string;
}

async function breakOf(login: Checked['login'], ask: Checked['ask']): Promise<Break | undefined> {
  try {
    await login();
  } catch (cause) {
    return locate(cause, 'login');
  }
  try {
    await ask?.();
    return undefined;
  } catch (cause) {
    return locate(cause, 'call');
  }
}

/** Where it broke, from what the HTTP client says of it. */
function locate(cause: unknown, during: 'login' | 'call'): Break {
  const detail = cause instanceof Failure ? cause.detail : {};
  const reason = Object.values(detail).join(', ') || 'unexpected error';
  const said = detail['reason'] ?? '';
  if (said.startsWith('secret file')) return { step: 'login', side: 'ours', reason };
  if (said.includes('allow-list')) return { step: 'name', side: 'ours', reason };
  if (/ENOTFOUND|EAI_AGAIN|EPRIVATE/.test(said)) return { step: 'name', side: 'ours', reason };
  if (/CERT|SELF_SIGNED|UNABLE_TO|EPROTO|ERR_SSL|ERR_TLS/.test(said)) return { step: 'tls', side: 'theirs', reason };
  if (said.startsWith('not connected') || said.includes('before it was sent')) return { step: 'connection', side: 'between', reason };
  if (/log-in refused|credentials/.test(said)) return { step: during, side: 'ours', reason: `${reason}: name or password` };
  return { step: during, side: 'theirs', reason };
}

const good = (step: Step | 'door-token'): CheckResult => {
  const { vi, en } = titles[step];
  return { step, ok: true, words: { vi: `${vi}: được`, en: `${en}: good` } };
};

const untried = (step: Step): CheckResult => {
  const { vi, en } = titles[step];
  return { step, ok: false, words: { vi: `${vi}: chưa thử`, en: `${en}: not tried` } };
};

const bad = (step: Step | 'door-token', { side, reason }: Omit<Break, 'step'>): CheckResult => {
  const { vi, en } = titles[step];
  return {
    step,
    ok: false,
    words: { vi: `${vi}: hỏng ở ${sides[side].vi} (${reason})`, en: `${en}: broken on ${sides[side].en} (${reason})` },
  };
};

async function doorStep(doorToken: () => Promise<string>): Promise<CheckResult> {
  const token = await doorToken().catch(() => '');
  return token === '' ? bad('door-token', { side: 'ours', reason: 'the file cannot be read or is empty' }) : good('door-token');
}
