import type { DossierStatusChanged, StatusCode } from '@lienthong/documents';
import { type Invented, evenSecond } from './dossier';
import { type CityEvent, bytesOf, digestOf, dossierEffect, effectOfChange, parties, statusChanged, submitted } from './event';
import { contentOf, journeyOf } from './journey';
import type { Planned, PlannedSigned, SigningChannel } from './model';
import { officerOf } from './people';
import type { Random } from './random';
import { dueAfter, plus, rfc3339 } from './time';

/** What the portal pushes when a dossier is handed in. */
export function submission(random: Random, { dossier }: Invented, now: Date): Planned {
  const receivers = random.chance(0.25) ? { receivers: parties.oneStop } : {};
  return goodMessage('portal', submitted({ name: `${dossier.code}/submitted`, time: now, data: { dossier }, ...receivers }), random);
}

/** The whole work on a dossier: 5-9 steps, spread over the hours since it was handed in; `forPortal`: who has to be named for it. */
export function work(random: Random, invented: Invented, now: Date, forPortal?: string): Planned[] {
  const statuses = journeyOf(random, random.int(5, 9));
  const pace = (now.getTime() - invented.submittedAt.getTime()) / (statuses.length + 1);
  return statuses.map((to, index) => {
    const from = statuses[index - 1] ?? '1';
    const at = evenSecond(plus(invented.submittedAt, pace * (index + random.int(60, 95) / 100)));
    const data = { ...stepOf(random, invented, from, to, at), ...(index === 0 ? { received: receiptOf(invented, at) } : {}) };
    const named = random.chance(0.25) ? parties.portal : undefined;
    const receivers = forPortal ?? named;
    const event = statusChanged({
      name: `${invented.dossier.code}/step-${index + 1}`,
      time: now,
      data,
      ...(receivers !== undefined && { receivers }),
    });
    return goodMessage('one-stop', event, random);
  });
}

export const stepOf = (random: Random, { dossier }: Invented, from: StatusCode, to: StatusCode, at: Date): DossierStatusChanged => ({
  code: dossier.code,
  from,
  to,
  at: rfc3339(at),
  officer: officerOf(random),
  content: contentOf(random, to),
});

const receiptOf = ({ dossier, workingDays }: Invented, at: Date): NonNullable<DossierStatusChanged['received']> => ({
  dossier,
  receiptNumber: `BN-${dossier.code.split('-').slice(-2).join('-')}`,
  receivedAt: rfc3339(at),
  dueAt: rfc3339(dueAfter(at, workingDays)),
});

/** Signed by the party that uses the channel. The portal's key is RSA: every fourth signature has PSS padding. */
export function goodMessage(channel: SigningChannel, event: CityEvent, random: Random): PlannedSigned {
  const { id, subject } = event;
  const body = bytesOf(event);
  const pss = channel === 'portal' && random.chance(0.25) ? ({ alg: 'PS256' } as const) : {};
  const signing = { by: channel, ...pss };
  const effect = 'to' in event.data ? effectOfChange(event.data) : dossierEffect(subject, digestOf(body));
  return { kind: 'good', channel, id, subject, body, signing, expected: { outcome: 'accept' }, effect };
}
