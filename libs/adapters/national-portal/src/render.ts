import type { Renderable, Rendered } from '@lienthong/adapter-kit';
import { type DossierStatusChanged, isTerminal, readDossierMessage } from '@lienthong/documents';
import { refuse } from '@lienthong/message';
import type { NationalPortalConfig } from './config';
import { dossierRow, progressRow } from './dvcqg-2020/model';
import { dossierRowOf, feeRow, progressRowOf } from './dvcqg-2020/rows';
import { createRowOf, statusRowOf, stepRowOf } from './ministry-2026/rows';
import { memoOf, type Plan, plannedFiles, rendered } from './plan';
import { nationalStatus } from './status-map';

type Settings = Pick<NationalPortalConfig, 'portal' | 'statusMap' | 'applicantKinds'>;

/** A submission came from a portal and has no meaning for it; every step of the work has. */
export function render({ envelope, data }: Renderable, settings: Settings): Rendered | undefined {
  if (envelope.type !== 'dossier.status-changed') return undefined;
  const message = readDossierMessage(envelope, data);
  if (message.type !== 'dossier.status-changed') return undefined;
  return rendered(planOf(message.data, settings));
}

function planOf(step: DossierStatusChanged, { portal, statusMap, applicantKinds }: Settings): Plan {
  const status = nationalStatus(statusMap, step.to);
  const common = {
    code: step.code,
    files: plannedFiles(step),
    memo: memoOf(step, (step.fees ?? []).map(feeRow), isTerminal(step.to)),
  };
  const { received } = step;
  if (portal.profile === 'ministry-2026') {
    const { dates, unit } = portal;
    const kinds = applicantKinds ?? { citizen: '0', enterprise: '1' };
    return {
      profile: portal.profile,
      ...common,
      ...(received && { create: createRowOf(received, { unit, dates, kinds }) }),
      progress: stepRowOf(step, Number(status), dates),
      status: statusRowOf(step, Number(status)),
    };
  }
  if (!received) requireNothingMore(step);
  const kinds = applicantKinds ?? { citizen: '1', enterprise: '2' };
  return {
    profile: portal.profile,
    ...common,
    ...(received && { dossier: dossierRow.parse(dossierRowOf(step, received, { status, applicantKinds: kinds })) }),
    progress: progressRow.parse(progressRowOf(step, status)),
  };
}

/** A step alone has no place for them, and what was not sent must not look sent. */
function requireNothingMore(step: DossierStatusChanged): void {
  for (const field of ['fees', 'supplements', 'results', 'otherPapers', 'finishedAt', 'returned'] as const)
    if (step[field] !== undefined) throw refuse('dossier.rows-missing', { field: `/${field}` });
}
