import { createHash, randomUUID } from 'node:crypto';
import type { Signer } from '@lienthong/sandbox';

/** What a request to the door of the portal needs beside its message. */
export interface Door {
  readonly host: string;
  readonly token: string;
}

/** Bytes of a payload. */
const payloadBytes = 2_048;

const prefix = '000.99.02.H26-261123-';

/** The dossier with this number; each dossier is a lane of its own. */
const codeOf = (n: number): string => prefix + String(n).padStart(7, '0');

/** The number in a path that ends with a dossier code. */
export const numberIn = (start: string): number => Number(start.slice(start.indexOf(prefix) + prefix.length).slice(0, 7));

export interface Signed {
  readonly body: Buffer;
  readonly jws: string;
}

/** A submission of 2 KB with the portal's detached signature, to a receiver or to nobody by name. */
export async function signedMessage(n: number, signer: Signer, now: Date, receivers?: string): Promise<Signed> {
  const body = bodyOf(codeOf(n), now, receivers);
  return { body, jws: await signer.sign(body) };
}

/** As it goes onto the socket. */
export function requestOf(n: number, { body, jws }: Signed, { host, token }: Door): Buffer {
  const head = [
    'POST /v1/messages HTTP/1.1',
    `host: ${host}`,
    `authorization: Bearer ${token}`,
    `lt-subject: ${codeOf(n)}`,
    'content-type: application/cloudevents+json; charset=utf-8',
    `jws-signature: ${jws}`,
    `content-length: ${body.length}`,
  ].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), body]);
}

function bodyOf(code: string, now: Date, receivers?: string): Buffer {
  const text = (summary: string): string => JSON.stringify({ ...event(code, now, summary), ...(receivers && { receivers }) });
  const missing = payloadBytes - Buffer.byteLength(text(''));
  return Buffer.from(text('x'.repeat(missing)));
}

const event = (code: string, now: Date, summary: string): object => ({
  specversion: '1.0',
  id: randomUUID(),
  source: '000.99.01.H26',
  type: 'dossier.submitted',
  subject: code,
  time: now.toISOString(),
  datacontenttype: 'application/json',
  dataschema: 'dossier/1',
  data: {
    dossier: {
      code,
      procedure: { code: '1.099001', name: 'Thủ tục mẫu' },
      field: { code: 'G99-LV01', name: 'Lĩnh vực mẫu' },
      applicant: { kind: 'citizen', name: 'Nguyễn Văn Ví Dụ', idNumber: '001999000001' },
      summary,
      channel: 'online',
      submittedAt: now.toISOString(),
      agency: { code: '000.99.02.H26', name: 'Bộ phận một cửa' },
      attachments: ['don-de-nghi.pdf', 'ban-ve.pdf'].map((name) => attachment(code, name)),
    },
  },
});

const attachment = (code: string, name: string): object => ({
  id: `${code}/${name}`,
  name,
  component: 'TP-01',
  url: `https://dichvucong.example/tep/${code}/${name}`,
  sha256: createHash('sha256').update(`${code}/${name}`).digest('hex'),
});
