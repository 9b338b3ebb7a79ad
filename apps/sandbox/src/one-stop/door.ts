import { Failure, isRecord, parseJson } from '@lienthong/message';
import { type Answer, type Call, json } from '../http/server';
import type { Cabinet } from './cabinet';
import type { ReceivedDossier } from './model';
import { Unacceptable, type VerifySignature } from './verify';

export interface Door {
  readonly cabinet: Cabinet;
  readonly verify: VerifySignature;
  readonly believed: readonly string[];
  readonly onDossier: (dossier: ReceivedDossier) => void;
  readonly now: () => Date;
}

/** `PUT /v1/dossiers/{code}`: 201 new, 200 the same again, 409 other content, 422 refused. */
export async function putDossier(code: string, call: Call, { cabinet, verify, believed, onDossier, now }: Door): Promise<Answer> {
  try {
    const coming = await read(code, call, now());
    checkEvent(coming.body, code);
    if (coming.assertedBy === undefined) await verify(coming.jws, coming.body, now());
    else if (!believed.includes(coming.assertedBy))
      throw new Unacceptable('signature.missing', 'nobody signed, and this connector is not believed');
    const taken = await cabinet.take(coming);
    if (taken.kind === 'conflict') return json(409, { code: 'dossier.conflict', message: 'this code has another content already' });
    if (taken.kind === 'new') onDossier(taken.dossier);
    return json(taken.kind === 'new' ? 201 : 200, { receiptNumber: taken.dossier.receiptNumber });
  } catch (error) {
    if (error instanceof Unacceptable) return json(422, { code: error.code, message: error.message });
    throw error;
  }
}

async function read(code: string, call: Call, now: Date): Promise<Omit<ReceivedDossier, 'receiptNumber'>> {
  const deliveryId = required(call, 'idempotency-key');
  const messageId = required(call, 'lt-message');
  if (!/^application\/cloudevents\+json *(?:;|$)/i.test(call.header('content-type')))
    throw new Unacceptable('content-type', 'send application/cloudevents+json; charset=utf-8');
  const [jws, assertedBy] = [call.header('jws-signature'), call.header('lt-asserted-by')];
  const word = assertedBy === '' ? {} : { assertedBy };
  return { code, deliveryId, messageId, jws, ...word, receivedAt: now.toISOString(), body: await call.body() };
}

export function required(call: Call, header: string): string {
  const value = call.header(header);
  if (value === '' || value.length > 200) throw new Unacceptable('header.missing', `send the header ${header}, at most 200 characters`);
  return value;
}

/** The event must be the submission of exactly this dossier. */
function checkEvent(body: Uint8Array, code: string): void {
  const event = parsed(body);
  if (!isRecord(event) || event['specversion'] !== '1.0') throw new Unacceptable('event.malformed', 'not a CloudEvent 1.0');
  if (event['type'] !== 'dossier.submitted') throw new Unacceptable('event.type', 'only dossier.submitted is taken here');
  const { data } = event;
  const dossier = isRecord(data) ? data['dossier'] : undefined;
  if (event['subject'] !== code || !isRecord(dossier) || dossier['code'] !== code)
    throw new Unacceptable('event.mismatch', 'address, subject and dossier must name the same code');
}

export function parsed(body: Uint8Array): unknown {
  try {
    return parseJson(body);
  } catch (error) {
    if (error instanceof Failure) throw new Unacceptable('event.malformed', 'not JSON in UTF-8');
    throw error;
  }
}
