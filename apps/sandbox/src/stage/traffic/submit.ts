import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord } from '@lienthong/message';
import type { Planned } from '../../day/model';
import type { OneStop } from '../../one-stop/model';
import type { Pushed } from '../../portal/model';
import type { Pushing } from '../../portal/pushing';
import type { Ledger } from './ledger';
import type { Sign } from './signers';

export interface SubmitParts {
  readonly ledger: Pick<Ledger, 'submitting' | 'answered'>;
  readonly sign: Sign;
  readonly push: Pushing;
  readonly token: string;
  readonly oneStop: Pick<OneStop, 'publish'>;
  /** How long a door that says "later" or cannot be reached is tried again. Milliseconds. */
  readonly patience: number;
}

/** Hands one message to the hub, as often as it takes; one ledger row however often. Resolves `true` when the hub (or its feed) has it. */
export type Submit = (message: Planned, stop: AbortSignal) => Promise<boolean>;

export function submitter(parts: SubmitParts): Submit {
  return async (message, stop) => {
    const jws = await parts.sign(message);
    const n = await parts.ledger.submitting(message);
    const said = message.channel === 'portal' ? await pushUntilTold(parts, message, jws, stop) : await offer(parts, message, jws);
    if (said === undefined) return false;
    await parts.ledger.answered(n, said === '' ? 'acknowledged' : 'refused', said);
    return said === '';
  };
}

/** Error code of a final no, `''` for stored, `undefined`: nobody knows. */
type Said = string | undefined;

async function offer({ oneStop }: SubmitParts, { subject, body, contentType }: Planned, jws: string | undefined): Promise<Said> {
  await oneStop.publish({ subject, body, jws: jws ?? null, ...(contentType === undefined ? {} : { contentType }) });
  return '';
}

async function pushUntilTold(parts: SubmitParts, message: Planned, jws: string | undefined, stop: AbortSignal): Promise<Said> {
  const { subject, body, contentType } = message;
  const push = {
    subject,
    body,
    token: parts.token,
    ...(jws === undefined ? {} : { jws }),
    ...(contentType === undefined ? {} : { contentType }),
  };
  const deadline = performance.now() + parts.patience;
  while (performance.now() < deadline && !stop.aborted) {
    const answer = await parts.push(push, stop).catch(() => undefined);
    if (answer?.status === 202) return '';
    if (answer && answer.status !== 503 && answer.status !== 429) return codeOf(answer);
    await sleep(answer?.retryAfter === undefined ? 500 : Math.min(answer.retryAfter * 1_000, 10_000), undefined, { signal: stop }).catch(
      () => undefined,
    );
  }
  return undefined;
}

/** RFC 9457 problem with our `code`. */
const codeOf = ({ status, body }: Pushed): string => (isRecord(body) && typeof body['code'] === 'string' ? body['code'] : `http.${status}`);
