import type { Rendered } from '@lienthong/adapter-kit';
import type { Attachment, DossierStatusChanged } from '@lienthong/documents';
import { isRecord, parseJson, refuse } from '@lienthong/message';
import type { DossierRow, FeeRow, ProgressRow } from './dvcqg-2020/model';
import type { CreateRow, StatusRow, StepRow } from './ministry-2026/model';

/** What one delivery does at the portal, as it is recorded; session, ids and links of our own are added when it is sent. */
export type Plan = Plan2020 | Plan2026;

interface Common {
  /** Our dossier code. */
  readonly code: string;
  /** The files that the rows name by their links. */
  readonly files: readonly PlannedFile[];
  readonly memo: Memo;
}

export interface Plan2020 extends Common {
  readonly profile: 'dvcqg-2020';
  /** `DongBoHoSoMC`. */
  readonly dossier?: DossierRow;
  /** `CapNhatTienDoHoSoMC`. */
  readonly progress: ProgressRow;
}

export interface Plan2026 extends Common {
  readonly profile: 'ministry-2026';
  /** `NoiHoSo`. */
  readonly create?: CreateRow;
  /** `CapNhatTienTrinh`. */
  readonly progress: StepRow;
  /** `CapNhatTrangThai`. */
  readonly status: StatusRow;
}

export type PlannedFile = Pick<Attachment, 'id' | 'name' | 'url' | 'sha256'>;

/** What the connector keeps of a dossier to answer what is to be paid; nothing of a person. */
export interface Memo {
  readonly procedure?: Named;
  readonly agency?: Named;
  readonly fees?: readonly FeeRow[];
  readonly paid?: boolean;
  /** The dossier has come to its end. */
  readonly over: boolean;
}

interface Named {
  readonly code: string;
  readonly name: string;
}

export function memoOf({ received, fees, paid }: DossierStatusChanged, rows: readonly FeeRow[], over: boolean): Memo {
  const { procedure, agency } = received?.dossier ?? {};
  return {
    ...(procedure && { procedure }),
    ...(agency && { agency }),
    ...(fees && { fees: rows }),
    ...(paid !== undefined && { paid }),
    over,
  };
}

export const plannedFiles = ({ received, results = [] }: DossierStatusChanged): PlannedFile[] =>
  [...(received?.dossier.attachments ?? []), ...results].map(({ id, name, url, sha256 }) => ({ id, name, url, sha256 }));

export const rendered = (plan: Plan): Rendered => ({
  contentType: 'application/json; charset=utf-8',
  attributes: { profile: plan.profile },
  body: Buffer.from(JSON.stringify(plan), 'utf8'),
});

/** Throws `delivery.refused` for bytes that `rendered` did not make for this generation. */
export function readPlan<P extends Plan['profile']>(body: Uint8Array, profile: P): Extract<Plan, { readonly profile: P }> {
  const plan = parseJson(body);
  const mine = isRecord(plan) && plan['profile'] === profile && typeof plan['code'] === 'string' && Array.isArray(plan['files']);
  if (!mine || !isRecord(plan['progress'])) throw refuse('delivery.refused', { reason: `not a rendering for ${profile}` });
  return plan as unknown as Extract<Plan, { readonly profile: P }>;
}
