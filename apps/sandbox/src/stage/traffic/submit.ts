import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord } from '@lienthong/message';
import type { Axis } from '../../axis/model';
import type { BusinessRegister, ChangeRow } from '../../business-registration/model';
import type { Channel, Planned } from '../../day/model';
import type { OneStop } from '../../one-stop/model';
import type { DoorAnswer } from '../../national-portal/model';
import type { Pushed } from '../../portal/model';
import type { Pushing } from '../../portal/pushing';
import type { Ledger } from './ledger';
import type { Sign } from './signers';

export interface Door {
  readonly push: Pushing;
  readonly token: string;
}

export interface SubmitParts {
  readonly ledger: Pick<Ledger, 'submitting' | 'answered'>;
  readonly sign: Sign;
  readonly door: Door;
  /** Of departments, by the channel. */
  readonly doors?: ReadonlyMap<Channel, Door>;
  readonly oneStop: Pick<OneStop, 'publish'>;
  /** `createdossierfromdvcqg`; absent where the city has no national portal. */
  readonly create?: (dossier: string) => Promise<DoorAnswer>;
  /** By their channels; absent where nobody stands in for them. */
  readonly axes?: ReadonlyMap<Channel, Pick<Axis, 'post'>>;
  /** Absent where nobody stands in for the business register. */
  readonly register?: Pick<BusinessRegister, 'publish'>;
  /** How long a door that says "later" or cannot be reached is tried again. Milliseconds. */
  readonly patience: number;
}

/** Hands one message to the hub, as often as it takes; one ledger row however often. Resolves `true` when the hub (or its feed) has it. */
export type Submit = (message: Planned, stop: AbortSignal) => Promise<boolean>;

export function submitter(parts: SubmitParts): Submit {
  return async (message, stop) => {
    const jws = await parts.sign(message);
    const n = await parts.ledger.submitting(message);
    const said = await (ways[message.channel] ?? pushUntilTold)(parts, message, jws, stop);
    if (said === undefined) return false;
    await parts.ledger.answered(n, said === '' ? 'acknowledged' : 'refused', said);
    return said === '';
  };
}

/** Error code of a final no, `''` for stored, `undefined`: nobody knows. */
type Said = string | undefined;

type Hand = (parts: SubmitParts, message: Planned, jws: string | undefined, stop: AbortSignal) => Promise<Said>;

async function offer({ oneStop }: SubmitParts, { subject, body, contentType }: Planned, jws: string | undefined): Promise<Said> {
  await oneStop.publish({ subject, body, jws: jws ?? null, ...(contentType === undefined ? {} : { contentType }) });
  return '';
}

async function pushUntilTold(parts: SubmitParts, message: Planned, jws: string | undefined, stop: AbortSignal): Promise<Said> {
  const { channel, subject, body, contentType } = message;
  const door = channel === 'portal' ? parts.door : parts.doors?.get(channel);
  if (!door) throw new Error(`there is no door for ${channel}`);
  const push = {
    subject,
    body,
    token: door.token,
    ...(jws === undefined ? {} : { jws }),
    ...(contentType === undefined ? {} : { contentType }),
  };
  return untilTold(parts.patience, stop, async () => {
    const answer = await door.push(push, stop);
    if (answer.status === 202) return { said: '' };
    if (answer.status !== 503 && answer.status !== 429) return { said: codeOf(answer) };
    return { wait: answer.retryAfter === undefined ? 500 : Math.min(answer.retryAfter * 1_000, 10_000) };
  });
}

/** One try of a call: its end, or how many milliseconds to wait for the next. */
type Try = () => Promise<{ readonly said: string } | { readonly wait: number }>;

async function untilTold(patience: number, stop: AbortSignal, once: Try): Promise<Said> {
  const deadline = performance.now() + patience;
  while (performance.now() < deadline && !stop.aborted) {
    const end = await once().catch(() => ({ wait: 500 }));
    if ('said' in end) return end.said;
    await sleep(end.wait, undefined, { signal: stop }).catch(() => undefined);
  }
  return undefined;
}

/** 0: stored, 1: known from an earlier try of this one. */
const create: Hand = ({ create: call, patience }, { body }, _, stop) =>
  untilTold(patience, stop, async () => {
    const answer = await call?.(new TextDecoder().decode(body));
    const code = isRecord(answer?.body) ? answer.body['error_code'] : undefined;
    if (answer?.status === 200) return { said: code === 0 || code === 1 ? '' : `national.${String(code)}` };
    return { wait: 500 };
  });

/** The hub finds it when it polls next. */
const publish: Hand = async ({ register }, { body }) => {
  await register?.publish(JSON.parse(new TextDecoder().decode(body)) as ChangeRow);
  return '';
};

const send: Hand = async ({ axes }, { channel, posting, body }) => {
  const axis = axes?.get(channel);
  if (!axis || !posting) throw new Error(`there is no axis for ${channel}`);
  await axis.post({ ...posting, file: body });
  return '';
};

/** All others push at their own door. */
const ways: Readonly<Partial<Record<Channel, Hand>>> = {
  'one-stop': offer,
  'national-portal': create,
  'business-registration': publish,
  'document-axis': send,
  'city-documents': send,
};

/** RFC 9457 problem with our `code`. */
const codeOf = ({ status, body }: Pushed): string => (isRecord(body) && typeof body['code'] === 'string' ? body['code'] : `http.${status}`);
