import {
  type Behaviour,
  type Counterpart,
  cutOff,
  type Exchange,
  type Offering,
  sendJson,
  startServer,
} from '@lienthong/adapter-kit/testing';
import { createHmac, randomUUID } from 'node:crypto';
import { documentAxisConfig, type DocumentAxisConfig } from '../config';
import { fixture } from './fixtures.test-kit';

export interface FakeAxis extends Counterpart<DocumentAxisConfig>, Offering {
  /** Rows of the received list with the documents themselves. */
  readonly received: (Record<string, unknown> & { docId: string; status: string; data?: unknown })[];
  /** What was sent, oldest first. */
  readonly sent: { readonly docId: string; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer }[];
  /** Calls as they came: method, then the docId and status that it carried. */
  readonly calls: string[];
  readonly agencies: string[];
  /** Answers this method so until told otherwise. */
  answer(method: string, answer: ((exchange: Exchange) => void) | undefined): void;
}

export const secrets = { 'axis.secret': 'khoa-bi-mat' };

/** A document axis in little: it checks the HMAC, keeps what is sent, offers what was put. */
export async function startAxis(change: object = {}): Promise<FakeAxis> {
  const received: FakeAxis['received'] = [];
  const sent: FakeAxis['sent'][number][] = [];
  const [calls, agencies]: [string[], string[]] = [[], ['H26.91.01']];
  const answers = new Map<string, (exchange: Exchange) => void>();
  let behaviour: Behaviour = 'takes';
  let told = 0;

  const good = (response: Exchange['response'], more: object = {}) =>
    sendJson(response, 200, { status: 'OK', ErrorCode: '0', ErrorDesc: '', ...more });
  const bad = (response: Exchange['response'], code: string) =>
    sendJson(response, 200, { status: 'ERROR', ErrorCode: code, ErrorDesc: 'Nguyễn Văn Ví Dụ', DocId: '', data: [] });

  const take = ({ request, body, response }: Exchange): void => {
    if (behaviour === 'fails') return sendJson(response, 500, {});
    if (behaviour === 'refuses') return bad(response, '21');
    const docId = randomUUID();
    sent.push({ docId, headers: request.headers as Record<string, string>, body });
    if (behaviour === 'cuts') return cutOff(response);
    if (behaviour !== 'silent') good(response, { DocId: docId });
  };
  const methods: Readonly<Record<string, (exchange: Exchange, parameter: (name: string) => string) => void>> = {
    sendEdoc: take,
    getReceivedEdocList: ({ response }) => good(response, { data: received.map((row) => row && { ...row, data: undefined }) }),
    getSentEdocList: ({ response }) =>
      good(response, {
        data: sent.flatMap(({ docId, headers }) =>
          (JSON.parse(headers['xroadvnpt-to'] ?? '[]') as string[]).map((toCode) => ({
            senderDocId: docId,
            toCode,
            fromCode: headers['xroadvnpt-from'],
          })),
        ),
      }),
    getEdoc: ({ response }, parameter) => {
      const own = sent.find(({ docId }) => docId === parameter('docid'))?.body;
      good(response, {
        data: own ? own.subarray(0, -2).toString('base64') : received.find(({ docId }) => docId === parameter('docid'))?.data,
      });
    },
    updateStatus: ({ response }, parameter) => {
      const row = received.find(({ docId }) => docId === parameter('docid'));
      if (!row) return bad(response, '30');
      row.status = parameter('status');
      told++;
      good(response);
    },
    getAgenciesList: ({ response }) => good(response, { data: agencies.map((code) => ({ code, id: code })) }),
  };

  const server = await startServer((exchange) => {
    const { request, response } = exchange;
    const parameter = (name: string): string => String(request.headers[`xroadvnpt-${name}`] ?? '');
    const method = (request.url ?? '').slice('/vxp/'.length);
    calls.push([method, parameter('docid'), parameter('status')].filter(Boolean).join(' '));
    const right = createHmac('sha256', 'khoa-bi-mat').update(parameter('sign-header')).digest('hex');
    if (parameter('hash-header') !== right) return bad(response, '10');
    (answers.get(method) ?? ((all: Exchange) => methods[method]?.(all, parameter)))(exchange);
  });
  return {
    ...{ config: configFor(`${server.url}/vxp`, change), allow: [server.host], secrets, received, sent, calls, agencies },
    answer: (method, next) => {
      if (next) answers.set(method, next);
      else answers.delete(method);
    },
    behave: (next) => (behaviour = next),
    effects: () => sent.length,
    told: () => told,
    offer: () => {
      received.push(row(`d-${received.length + 1}`));
      return Promise.resolve();
    },
    close: () => server.close(),
  };
}

export const row = (docId: string, bytes = fixture('document.edxml'), change: object = {}) => ({
  ...{ docId, status: 'inbox', serviceType: 'eDoc', messageType: 'edoc', created_time: '2026/11/23 08:00:00', from: 'H26.90' },
  data: bytes.toString('base64') as unknown,
  ...change,
});

export const configFor = (baseUrl: string, change: object = {}): DocumentAxisConfig =>
  documentAxisConfig.parse({
    ...{ baseUrl, systemid: 'sys.h26.91', secretFile: 'axis.secret', timeout: '1500ms' },
    source: { every: '30ms', maxBody: '16KiB' },
    sink: { timeout: '1500ms', own: ['H26.90'], temporaryCodes: ['99'] },
    ...change,
  });
