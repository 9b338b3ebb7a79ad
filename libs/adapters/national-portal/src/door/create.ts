import { dossierV1 } from '@lienthong/documents';
import { type Acknowledgement, explain, Failure, isRecord, parseJson, type RawMessage } from '@lienthong/message';
import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { DoorConfig } from '../config';
import { attributeNames, read, submissionType } from '../read';

export type Submit = (raw: Omit<RawMessage, 'connector'>) => Promise<Acknowledgement>;

/** `error_code` 0 created, 1 duplicate MaHoSo, -1 refused. */
export interface Said {
  readonly error_code: 0 | 1 | -1;
  readonly message: string;
}

export type Create = (payload: Uint8Array) => Promise<Said | 'not JSON'>;

/**
 * `createdossierfromdvcqg`. Says 0 only when the bytes are durable; rejects when they are not. Which codes have come is remembered since
 * this process began: before that the hub itself recognises a repeat by sender and code.
 */
export function creating(config: DoorConfig, submit: Submit, now: () => Date): Create {
  const taken = new LRUCache<string, { readonly digest: string; readonly stored: Promise<Acknowledgement> }>({ max: 100_000 });

  const store = async (code: string, raw: Omit<RawMessage, 'connector'>, digest: string): Promise<Said> => {
    const stored = submit(raw);
    taken.set(code, { digest, stored });
    try {
      await stored;
    } catch (cause) {
      taken.delete(code);
      throw cause;
    }
    return { error_code: 0, message: `${code}| đã tiếp nhận` };
  };

  return async (payload) => {
    const body = jsonOf(payload);
    if (body === undefined) return 'not JSON';
    const code = codeOf(body);
    const digest = createHash('sha256').update(payload).digest('hex');
    const known = taken.get(code);
    if (known) {
      await known.stored;
      const same = known.digest === digest ? 'đã tiếp nhận trước đó' : 'mã hồ sơ đã có với nội dung khác';
      return { error_code: 1, message: `${code}| ${same}` };
    }
    try {
      return await store(code, checked(payload, body, config, now), digest);
    } catch (cause) {
      if (cause instanceof Failure && cause.kind === 'permanent') return { error_code: -1, message: `${code}| ${inWords(cause)}` };
      throw cause;
    }
  };
}

/** The message as it will be read: what the hub would refuse later, the portal hears now. */
function checked(payload: Uint8Array, body: unknown, config: DoorConfig, now: () => Date): Omit<RawMessage, 'connector'> {
  const procedureCode = isRecord(body) ? body['MaTTHC'] : undefined;
  const known = typeof procedureCode === 'string' && Object.hasOwn(config.procedures, procedureCode);
  const procedure = known ? config.procedures[procedureCode] : undefined;
  if (typeof procedureCode === 'string' && procedureCode !== '' && !procedure)
    throw new Failure('permanent', 'dossier.procedure-unmapped', { field: 'MaTTHC' });
  const attributes = {
    [attributeNames.party]: config.party,
    [attributeNames.receivers]: config.receivers.join(' '),
    [attributeNames.takenAt]: now().toISOString(),
    [attributeNames.procedure]: procedure?.name ?? '',
    [attributeNames.fieldCode]: procedure?.field.code ?? '',
    [attributeNames.fieldName]: procedure?.field.name ?? '',
    [attributeNames.agencyCode]: procedure?.agency.code ?? '',
    [attributeNames.agencyName]: procedure?.agency.name ?? '',
  };
  const raw = { subject: codeOf(body), contentType: submissionType, attributes, payload };
  const { envelope, data } = read({ ...raw, connector: '' });
  dossierV1.check(envelope, data);
  return raw;
}

function jsonOf(payload: Uint8Array): unknown {
  try {
    return parseJson(payload);
  } catch {
    return undefined;
  }
}

/** Said back as it came only when it can be nothing but a code. */
const codeOf = (body: unknown): string => {
  const code = isRecord(body) ? body['MaHoSo'] : undefined;
  return typeof code === 'string' && /^[0-9A-Z.]{3,35}-\d{6,8}-\d{1,10}$/.test(code) ? code : '';
};

const inWords = ({ code, detail }: Failure): string => [explain(code).vi, detail['field']].filter(Boolean).join(': ');
