import { explain } from '@lienthong/message';
import { type Destination, Ended, type Known, type Routed } from '@lienthong/pipeline';
import { type Lang, explained, facts, print } from '../terminal';

/** What would become of a message. */
export interface Trial {
  readonly outcome: 'recorded' | 'refused' | 'parked';
  readonly known: Known | undefined;
  readonly reason: { readonly code: string; readonly detail: Readonly<Record<string, string>>; readonly cause: string } | undefined;
  readonly receivers: readonly string[];
  readonly destinations: readonly Destination[];
}

export function trialOf(result: Routed | Ended | undefined): Trial {
  if (!result) throw new Error('the way ended without a result');
  if (!(result instanceof Ended)) {
    const { known, receivers, destinations } = result;
    return { outcome: 'recorded', known, reason: undefined, receivers, destinations };
  }
  const { code, detail, cause } = result.reason;
  const outcome = result.how === 'refused' ? 'refused' : 'parked';
  const reason = { code, detail, cause: cause instanceof Error ? cause.message : '' };
  return { outcome, known: result.known, reason, receivers: [], destinations: [] };
}

const words = {
  vi: {
    verified: { yes: '✓ Chữ ký đúng, người gửi', no: '✗ Người gửi chưa được chứng minh' },
    outcome: { recorded: '✓ Sẽ được ghi nhận', refused: '✗ Sẽ bị từ chối', parked: '✗ Sẽ dừng lại chờ người vận hành' },
    sent: '→ Sẽ gửi qua',
    to: 'cho',
    nothing: 'Đây là chạy thử: không ghi, không gửi gì',
  },
  en: {
    verified: { yes: '✓ The signature holds, sender', no: '✗ Nobody proved who sent it' },
    outcome: { recorded: '✓ Would be recorded', refused: '✗ Would be refused', parked: '✗ Would wait for an operator' },
    sent: '→ Would be sent by',
    to: 'for',
    nothing: 'This was a trial: nothing was recorded, nothing was sent',
  },
} as const;

export function printTrial({ outcome, known, reason, receivers, destinations }: Trial, lang: Lang): void {
  const say = words[lang];
  print(known ? `${say.verified.yes}: ${known.sender} (${known.envelope.type}, ${known.envelope.subject})` : say.verified.no);
  print(receivers.length > 0 ? `${say.outcome[outcome]} (${say.to} ${receivers.join(', ')})` : say.outcome[outcome]);
  if (reason) print(`  ${explained(reason.code, lang)}`);
  if (reason && Object.keys(reason.detail).length > 0) print(`  ${facts(reason.detail)}`);
  if (reason?.cause) print(`  ${reason.cause}`);
  for (const one of destinations) {
    print(`${say.sent} ${one.connector} (${one.zone}) · ${one.contentType}${attributesOf(one)}`);
    print(shown(one));
  }
  print(say.nothing);
}

const attributesOf = ({ attributes }: Destination): string => {
  const shownOnes = Object.fromEntries(Object.entries(attributes).filter(([name]) => !name.endsWith('signature')));
  return Object.keys(shownOnes).length > 0 ? ` · ${facts(shownOnes)}` : '';
};

/** JSON so that a person can read it; everything else as it is. */
function shown({ body }: Destination): string {
  const text = Buffer.from(body).toString('utf8');
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

export const trialJson = ({ outcome, known, reason, receivers, destinations }: Trial): object => ({
  outcome,
  sender: known?.sender ?? null,
  envelope: known?.envelope ?? null,
  reason: reason ? { ...reason, words: { vi: explain(reason.code).vi, en: explain(reason.code).en } } : null,
  receivers,
  destinations: destinations.map(({ connector, zone, contentType, attributes, body }) => ({
    ...{ connector, zone, contentType, attributes },
    body: Buffer.from(body).toString('utf8'),
  })),
});
