import { readCloudEvent, type Renderable } from '@lienthong/adapter-kit';
import { isRecord, type RawMessage } from '@lienthong/message';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nationalPortalConfig, type NationalPortalConfig } from '../config';
import { attributeNames, submissionType } from '../read';

/** A file of `fixtures/`. */
export const fixture = (name: string): string => readFileSync(join(__dirname, '../../fixtures', name), 'utf8').trimEnd();

/** A status change as the core hands it to `render`, with changes to its data. */
export function step(name: 'accepted' | 'in-progress', change: object = {}): Renderable {
  const event = JSON.parse(fixture(`${name}.json`)) as { data: object };
  const text = JSON.stringify({ ...event, data: { ...event.data, ...change } });
  const raw: RawMessage = {
    connector: 'one-stop',
    subject: '',
    contentType: 'application/cloudevents+json; charset=utf-8',
    attributes: {},
    payload: Buffer.from(text),
  };
  const { envelope, data } = readCloudEvent(raw);
  return { envelope, data, raw };
}

/** What the one-stop system received with the dossier, with changes to the dossier. */
export function received(change: object = {}): object {
  const { data } = step('accepted');
  const whole = isRecord(data) ? (data['received'] as { readonly dossier: object }) : undefined;
  return { ...whole, dossier: { ...whole?.dossier, ...change } };
}

/** A dossier of the portal as its door hands it on. */
export const created = (change: Partial<RawMessage> = {}, body: string = fixture('created.json')): RawMessage => ({
  connector: 'national-portal',
  subject: 'G99.01-261120-0000123',
  contentType: submissionType,
  attributes: {
    [attributeNames.party]: '000.99.01.H26',
    [attributeNames.receivers]: '000.99.02.H26',
    [attributeNames.takenAt]: '2026-11-20T03:00:00.000Z',
    [attributeNames.procedure]: 'Đăng ký hoạt động khuyến mại',
    [attributeNames.fieldCode]: 'G99-LV01',
    [attributeNames.fieldName]: 'Thử nghiệm',
    [attributeNames.agencyCode]: '000.99.02.H26',
    [attributeNames.agencyName]: 'Ban Quản lý Giả định',
  },
  payload: Buffer.from(body),
  ...change,
});

export const secrets = {
  'door.token': 'ma-truy-cap',
  password: 'mat-khau',
  'client.secret': 'bi-mat',
  'links.key': 'khoa-cua-lien-ket-dai-hon-32-ky-tu',
};

const doorOf = (port: number) => ({
  listen: `127.0.0.1:${port}`,
  tokenFile: 'door.token',
  party: '000.99.01.H26',
  receivers: ['000.99.02.H26'],
  bodyTimeout: '1s',
  procedures: {
    '1.099002': {
      name: 'Đăng ký hoạt động khuyến mại',
      field: { code: 'G99-LV01', name: 'Thử nghiệm' },
      agency: { code: '000.99.02.H26', name: 'Ban Quản lý Giả định' },
    },
  },
});

export const config2020 = (baseUrl: string, port: number, change: object = {}, portal: object = {}): NationalPortalConfig =>
  nationalPortalConfig.parse({
    portal: {
      profile: 'dvcqg-2020',
      baseUrl,
      username: 'h26',
      passwordFile: 'password',
      dstcode: 'DVCQG',
      madonvi: '000.99.00.H26',
      timeout: '1500ms',
      ...portal,
    },
    door: doorOf(port),
    files: { allow: ['https://kho.example.vn'] },
    ...change,
  });

export const config2026 = (baseUrl: string, memoryFile: string, change: object = {}, portal: object = {}): NationalPortalConfig =>
  nationalPortalConfig.parse({
    portal: {
      profile: 'ministry-2026',
      baseUrl,
      clientId: 'h26',
      clientSecretFile: 'client.secret',
      unit: 'G09.20',
      timeout: '1500ms',
      ...portal,
    },
    memoryFile,
    ...change,
  });
