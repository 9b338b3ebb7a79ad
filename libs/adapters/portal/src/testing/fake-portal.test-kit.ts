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
import { portalConfig, type PortalConfig } from '../config';
import { fixture } from './fixtures.test-kit';

type Rows = readonly {
  readonly MaHoSo: string;
  readonly TenTTHC?: string;
  readonly MaLinhVuc?: string;
  readonly TenLinhVuc?: string;
  readonly TrangThai?: string;
  readonly ThoiDiemXuLy?: string;
}[];
interface Body {
  readonly session?: string;
  readonly service?: string;
  readonly isUpdating?: string;
  readonly mahoso?: string;
  readonly maTTHC?: string;
  readonly data?: Rows;
}

/** A portal in little: log-in, look-up, dossiers, progress; and it pushes into the hub's door. */
export interface FakePortal extends Counterpart<PortalConfig>, Offering {
  /** Every session from now on is a stranger's, until the next log-in. */
  dropSessions(): void;
  /** Gives sessions that it then does not accept. */
  forgetSessions(): void;
  /** What it answers to every question for a procedure: an empty `result` unless told. */
  tellProcedure(answer: object): void;
  /** Answers services that write with this code. */
  say(code: string): void;
  readonly calls: readonly Body[];
  readonly logins: () => number;
}

export async function startPortal(): Promise<FakePortal> {
  const progress = new Set<string>();
  const dossiers = new Set<string>();
  const calls: Body[] = [];
  let behaviour: Behaviour = 'takes';
  let session = '';
  let forgets = false;
  let refusal = '1';
  let procedure: object = { error_code: 0, result: [] };
  let logins = 0;
  let told = 0;

  const integration = ({ response }: Exchange, body: Body): void => {
    calls.push(body);
    const [row] = body.data ?? [];
    if (forgets || body.session !== session) return sendJson(response, 200, { error_code: -1, message: 'session' });
    if (body.service === 'TraCuuHoSo')
      return sendJson(response, 200, { error_code: 0, result: dossiers.has(body.mahoso ?? '') ? [{}] : [] });
    if (body.service === 'LayThuTuc') return sendJson(response, 200, procedure);
    if (behaviour === 'fails') return sendJson(response, 500, {});
    if (behaviour === 'refuses') return sendJson(response, 200, { error_code: refusal, message: 'Nguyễn Văn Ví Dụ' });
    if (body.service === 'DongBoHoSoMC') dossiers.add(row?.MaHoSo ?? '');
    if (body.service === 'DongBoHoSoMC') return sendJson(response, 200, { error_code: '00' });
    progress.add(JSON.stringify([row?.MaHoSo, row?.TrangThai, row?.ThoiDiemXuLy]));
    if (behaviour === 'cuts') return cutOff(response);
    if (behaviour !== 'silent') sendJson(response, 200, { error_code: 0 });
  };

  const server = await startServer((exchange) => {
    const { request, response, body } = exchange;
    if (request.headers['dstcode'] !== 'DVCQG') return sendJson(response, 200, { error_code: -1 });
    const parsed = JSON.parse(body.toString('utf8')) as Body & { readonly username?: string; readonly password?: string };
    if (request.url !== '/adapter/auth') return integration(exchange, parsed);
    if (parsed.username !== 'h26' || parsed.password !== 'mat-khau') return sendJson(response, 200, { error_code: 1 });
    session = `phien-${++logins}`;
    sendJson(response, 200, { error_code: '0', session });
  });
  const port = await freePort();
  const config = configFor(server.url, port);

  return {
    config,
    allow: [server.host],
    secrets,
    calls,
    logins: () => logins,
    dropSessions: () => (session = 'another'),
    forgetSessions: () => (forgets = true),
    tellProcedure: (answer) => (procedure = answer),
    say: (code) => {
      behaviour = 'refuses';
      refusal = code;
    },
    behave: (next) => (behaviour = next),
    effects: () => progress.size,
    told: () => told,
    offer: () => {
      void push(port, fixture('submitted.json')).then(
        ({ status }) => (told += status === 202 ? 1 : 0),
        () => undefined,
      );
      return Promise.resolve();
    },
    close: () => server.close(),
  };
}

export const secrets = { 'door.token': 'ma-truy-cap', 'dvcqg.password': 'mat-khau' };

export const configFor = (baseUrl: string, port: number): PortalConfig =>
  portalConfig.parse({
    source: { listen: `127.0.0.1:${port}`, tokenFile: 'door.token', bodyTimeout: '1s' },
    sink: {
      baseUrl,
      username: 'h26',
      passwordFile: 'dvcqg.password',
      dstcode: 'DVCQG',
      madonvi: '000.99.00.H26',
      temporaryCodes: ['-9'],
      timeout: '1500ms',
    },
  });

export const headers = {
  authorization: 'Bearer ma-truy-cap',
  'content-type': 'application/cloudevents+json; charset=utf-8',
  'lt-subject': '000.99.02.H26-261123-0001',
  'jws-signature': 'eyJ9..c2ln',
};

/** Pushes as the portal does; waits for the door to open. */
export async function push(port: number, body: string | Buffer, change: Readonly<Record<string, string>> = {}): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetch(`http://127.0.0.1:${port}/v1/messages`, {
        method: 'POST',
        headers: { ...headers, ...change },
        body: new Uint8Array(Buffer.from(body)),
      });
    } catch (cause) {
      if (attempt === 50) throw cause;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
