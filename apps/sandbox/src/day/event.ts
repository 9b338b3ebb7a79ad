import { createHash } from 'node:crypto';
import type { Dossier, DossierStatusChanged, DossierSubmitted } from '@lienthong/documents';
import { compact } from './time';

/** Synthetic: no organisation has these codes. */
export const parties = {
  hub: '000.99.00.H26',
  portal: '000.99.01.H26',
  oneStop: '000.99.02.H26',
  nationalPortal: '000.00.01.G99',
  register: '000.99.20.H26',
  ministry: 'G99',
  province: 'H99',
  land: 'H26.3',
  nobody: '000.99.77.H26',
} as const;

/** A structured CloudEvents 1.0 JSON object of this city. */
export interface CityEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  readonly receivers?: string;
  readonly data: DossierSubmitted | DossierStatusChanged;
}

interface Facts<Data> {
  /** Unique; becomes the message id. */
  readonly name: string;
  readonly time: Date;
  readonly data: Data;
  readonly receivers?: string;
  /** Party code of the sender; by default the portal's of a dossier, the one-stop system's of a step. */
  readonly source?: string;
}

export const submitted = ({ name, time, data, receivers, source = parties.portal }: Facts<DossierSubmitted>): CityEvent =>
  event(name, source, 'dossier.submitted', data.dossier.code, time, data, receivers);

export const statusChanged = ({ name, time, data, receivers, source = parties.oneStop }: Facts<DossierStatusChanged>): CityEvent =>
  event(name, source, 'dossier.status-changed', data.code, time, data, receivers);

function event(
  name: string,
  source: string,
  type: string,
  subject: string,
  time: Date,
  data: CityEvent['data'],
  receivers: string | undefined,
): CityEvent {
  const to = receivers === undefined ? {} : { receivers };
  const constant = { specversion: '1.0', datacontenttype: 'application/json', dataschema: 'dossier/1' } as const;
  return { ...constant, id: idOf(name), source, type, subject, time: time.toISOString(), ...to, data };
}

export const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** A version 8 UUID (RFC 9562 §5.8) made of the name's digest: the same name, the same id. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The one-stop system holds the dossier with exactly these bytes. */
export const dossierEffect = (code: Dossier['code'], digest: string): string => `${code} ${digest}`;

/** The one-stop system holds this dossier on a connector's word: nobody signed its bytes, which are the hub's own. */
export const assertedEffect = ({ code, procedure, applicant, attachments }: Dossier): string =>
  `${code} asserted ${digestOf(bytesOf([procedure.code, applicant.name, applicant.idNumber, attachments.map(({ sha256 }) => sha256)]))}`;

/** The one-stop system holds this event, or the answer to this question. */
export const eventEffect = (subject: string, type: string, id: string): string => `${subject} ${type} ${id}`;

/** The system of this agency holds the document with exactly these bytes. */
export const documentEffect = (to: string, digest: string): string => `${to} document ${digest}`;

/** The portal holds this row of progress; `at` as `yyyyMMddHHmmss`. */
export const progressEffect = (code: string, status: string, at: string): string => `${code} ${status} ${at}`;

export const effectOfChange = (change: DossierStatusChanged): string =>
  progressEffect(change.code, change.to, compact(new Date(change.at)));
