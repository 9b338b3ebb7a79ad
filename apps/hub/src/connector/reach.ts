import { lookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { type PeerCertificate, connect as connectTls } from 'node:tls';
import type { CheckResult } from '@lienthong/adapter-kit';

/** A step of the way to a counterpart, and where it breaks: whose it is, and what to tell them. */
export interface Reached extends CheckResult {
  readonly advice?: CheckResult['words'];
}

export interface Address {
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
}

const patienceMs = 5_000;
const soonDays = 30;

/** Name, connection, TLS and certificate of one address; what comes after the first that fails is not tried. Sends nothing. */
export async function reach(address: Address, caFile: string | undefined, now: Date): Promise<Reached[]> {
  const at = `${address.host}:${address.port}`;
  const found = await attempt(() => lookup(address.host));
  if ('error' in found) return [nameless(address.host, found.error)];
  const named = good('name', `${address.host} → ${found.value.address}`);
  const connected = await attempt(() => tcp(address));
  if ('error' in connected) return [named, unconnected(at, connected.error)];
  const steps = [named, good('connection', at)];
  return address.isTls ? [...steps, ...(await secured(address, caFile, now))] : steps;
}

async function secured(address: Address, caFile: string | undefined, now: Date): Promise<Reached[]> {
  const shaken = await attempt(() => handshake(address, caFile));
  if ('error' in shaken) return [noTls(shaken.error)];
  const { protocol, certificate, distrusted } = shaken.value;
  const tls = good('tls', protocol);
  const until = new Date(certificate.valid_to);
  const words = `${String(certificate.subject.CN)}, ${certificate.valid_to}`;
  if (distrusted) return [tls, untrusted(words, distrusted)];
  const days = Math.floor((until.getTime() - now.getTime()) / 86_400_000);
  return [tls, days < soonDays ? ending(words, days) : good('certificate', words)];
}

function tcp({ host, port }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: patienceMs });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => socket.destroy(new Error('ETIMEDOUT')));
    socket.once('error', reject);
  });
}

interface Handshake {
  readonly protocol: string;
  readonly certificate: PeerCertificate;
  /** Why the certificate is not to be trusted. */
  readonly distrusted: string | undefined;
}

async function handshake({ host, port }: Address, caFile: string | undefined): Promise<Handshake> {
  const ca = caFile === undefined ? undefined : await readFile(caFile, 'utf8');
  return new Promise((resolve, reject) => {
    // the certificate is looked at and told, and nothing is sent over this connection
    const socket = connectTls({ host, port, servername: host, ca, rejectUnauthorized: false, timeout: patienceMs });
    socket.once('secureConnect', () => {
      const { authorized, authorizationError } = socket;
      const distrusted = authorized ? undefined : String(authorizationError);
      resolve({ protocol: socket.getProtocol() ?? '', certificate: socket.getPeerCertificate(), distrusted });
      socket.destroy();
    });
    socket.once('timeout', () => socket.destroy(new Error('ETIMEDOUT')));
    socket.once('error', reject);
  });
}

async function attempt<T>(act: () => Promise<T>): Promise<{ readonly value: T } | { readonly error: string }> {
  try {
    return { value: await act() };
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : error;
    return { error: String(code) };
  }
}

const titles = {
  name: { vi: 'Phân giải tên', en: 'Name' },
  connection: { vi: 'Kết nối mạng', en: 'Connection' },
  tls: { vi: 'TLS', en: 'TLS' },
  certificate: { vi: 'Chứng thư máy chủ', en: "Server's certificate" },
} as const;
type Step = keyof typeof titles;

const result = (step: Step, ok: boolean, facts: string): CheckResult => ({
  step,
  ok,
  words: { vi: `${titles[step].vi}: ${facts}`, en: `${titles[step].en}: ${facts}` },
});

const good = (step: Step, facts: string): Reached => result(step, true, facts);

const nameless = (host: string, error: string): Reached => ({
  ...result('name', false, error),
  advice: {
    vi: `Phía ta hoặc DNS: kiểm tra tên ${host} và máy chủ DNS; nếu tên đúng, hỏi đối tác tên máy chủ có đổi không`,
    en: `Our side or DNS: check the name ${host} and the DNS server; if the name is right, ask them whether it has changed`,
  },
});

const unconnected = (at: string, error: string): Reached => ({
  ...result('connection', false, `${at} ${error}`),
  advice:
    error === 'ECONNREFUSED'
      ? {
          vi: `Phía đối tác: máy chủ trả lời nhưng dịch vụ ở ${at} không chạy; báo họ "cổng ${at} từ chối kết nối"`,
          en: `Their side: the machine answers but nothing listens at ${at}; tell them "${at} refuses connections"`,
        }
      : {
          vi: `Đường truyền hoặc tường lửa: báo đối tác và quản trị mạng "không tới được ${at} (${error})", kèm địa chỉ IP đi ra của ta`,
          en: `The network or a firewall: tell them and the network's administrators "${at} cannot be reached (${error})", with our outgoing IP address`,
        },
});

const noTls = (error: string): Reached => ({
  ...result('tls', false, error),
  advice: {
    vi: `Phía đối tác: cổng này không nói TLS hoặc đòi chứng thư máy khách; báo họ "bắt tay TLS lỗi ${error}"`,
    en: `Their side: this port does not speak TLS, or wants a client certificate; tell them "TLS handshake fails with ${error}"`,
  },
});

const untrusted = (words: string, error: string): Reached => ({
  ...result('certificate', false, `${words}: ${error}`),
  advice: error.includes('EXPIRED')
    ? { vi: 'Phía đối tác: chứng thư đã hết hạn; báo họ gia hạn', en: 'Their side: the certificate has expired; tell them to renew it' }
    : {
        vi: 'Chứng thư không do gốc ta tin cậy cấp hoặc không đúng tên: xin đối tác chứng thư CA qua kênh khác rồi đặt vào caFile, hoặc báo họ tên sai',
        en: 'The certificate is by no authority that we trust, or for another name: get their CA by another way and name it in caFile, or tell them that the name is wrong',
      },
});

const ending = (words: string, days: number): Reached => ({
  ...result('certificate', true, `${words} (${days} d)`),
  advice: { vi: `Báo đối tác: chứng thư hết hạn sau ${days} ngày`, en: `Tell them: the certificate ends in ${days} days` },
});
