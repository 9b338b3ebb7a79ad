import {
  type Behaviour,
  type Counterpart,
  cutOff,
  type Exchange,
  freePort,
  type Offering,
  sendJson,
  startServer,
} from '@lienthong/adapter-kit/testing';
import type { NationalPortalConfig } from '../config';
import { config2020, fixture, secrets } from './fixtures.test-kit';

interface Body {
  readonly session?: string;
  readonly service?: string;
  readonly isUpdating?: string;
  readonly mahoso?: string;
  readonly data?: readonly Readonly<Record<string, unknown>>[];
}

/** The portal of 2020 in little: a session, look-ups, dossiers, progress; and it creates a dossier at the door. */
export interface Fake2020 extends Counterpart<NationalPortalConfig>, Offering {
  dropSessions(): void;
  /** What a service answers instead of its work. */
  answer(service: string, answer: unknown): void;
  readonly calls: readonly Body[];
  logins(): number;
}

export async function startFake2020(change: object = {}, portal: object = {}): Promise<Fake2020> {
  const progress = new Set<string>();
  const dossiers = new Set<string>();
  const answers = new Map<string, unknown>();
  const calls: Body[] = [];
  let behaviour: Behaviour = 'takes';
  let session = '';
  let logins = 0;
  let told = 0;

  const integration = ({ response }: Exchange, body: Body): void => {
    calls.push(body);
    const { service = '' } = body;
    const [row = {}] = body.data ?? [];
    if (body.session !== session) return sendJson(response, 200, { error_code: -1, message: 'session' });
    if (answers.has(service)) return sendJson(response, 200, answers.get(service));
    if (service === 'TraCuuHoSo') return sendJson(response, 200, { error_code: 0, result: dossiers.has(body.mahoso ?? '') ? [{}] : [] });
    if (service === 'LayThuTuc') return sendJson(response, 200, { error_code: 0, result: [] });
    if (behaviour === 'fails') return sendJson(response, 500, {});
    if (behaviour === 'refuses') return sendJson(response, 200, { error_code: '1', message: 'NgayHenTra của Nguyễn Văn Ví Dụ' });
    if (service === 'DongBoHoSoMC') {
      dossiers.add(String(row['MaHoSo']));
      return sendJson(response, 200, { error_code: '00' });
    }
    progress.add(JSON.stringify([row['MaHoSo'], row['TrangThai'], row['ThoiDiemXuLy']]));
    if (behaviour === 'cuts') return cutOff(response);
    if (behaviour !== 'silent') sendJson(response, 200, { error_code: 0 });
  };

  const server = await startServer((exchange) => {
    const { request, response, body } = exchange;
    const parsed = JSON.parse(body.toString('utf8')) as Body & { readonly username?: string; readonly password?: string };
    if (request.headers['dstcode'] !== 'DVCQG') return sendJson(response, 200, { error_code: -1 });
    if (request.url !== '/adapter/auth') return integration(exchange, parsed);
    if (parsed.username !== 'h26' || parsed.password !== secrets.password) return sendJson(response, 200, { error_code: 1 });
    session = `phien-${++logins}`;
    sendJson(response, 200, { error_code: '0', session });
  });
  const port = await freePort();

  return {
    config: config2020(server.url, port, change, portal),
    allow: [server.host],
    secrets,
    calls,
    logins: () => logins,
    dropSessions: () => (session = 'another'),
    answer: (service, answer) => void answers.set(service, answer),
    behave: (next) => (behaviour = next),
    effects: () => progress.size,
    told: () => told,
    offer: () => {
      void create(port).then(
        (said) => (told += said.error_code === 0 ? 1 : 0),
        () => undefined,
      );
      return Promise.resolve();
    },
    close: () => server.close(),
  };
}

/** As the portal calls; waits for the door to open. */
export async function callDoor(port: number, path: string, body: string | Buffer, authorization = 'Bearer ma-truy-cap'): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    try {
      const headers = { authorization, 'content-type': 'application/json' };
      return await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body: new Uint8Array(Buffer.from(body)) });
    } catch (cause) {
      if (attempt === 50) throw cause;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function create(port: number): Promise<{ readonly error_code?: number }> {
  const response = await callDoor(port, '/nps/createdossierfromdvcqg', fixture('created.json'));
  return response.status === 200 ? ((await response.json()) as { error_code: number }) : {};
}
