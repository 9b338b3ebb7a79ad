import { type DeliveryProof, lookupFailure, type Sink, unreadableAnswer } from '@lienthong/adapter-kit';
import { readDossierCode } from '@lienthong/documents';
import { isRecord, refuse } from '@lienthong/message';
import { createHash } from 'node:crypto';
import type { Ministry2026, NationalPortalConfig } from '../config';
import type { Pull } from '../files/pull';
import type { Memory } from '../memory';
import { type Plan2026, readPlan } from '../plan';
import { Once } from '../once';
import type { Portal2026 } from './client';
import type { CreateRow, StatusRow } from './model';
import { type Uploaded, uploadAll } from './upload';

export interface Sink2026 {
  readonly config: Ministry2026;
  readonly portal: Portal2026;
  readonly pull: Pull;
  readonly memory: Memory;
  readonly repeat: NationalPortalConfig['repeat'];
}

/** The dossier at the portal: `IDHoSo` in one call, `IdHoSo` in another. */
interface AtPortal {
  readonly id: string;
  readonly MaHoSo: string;
}

/** Files, NoiHoSo, CapNhatTienTrinh, CapNhatTrangThai; what the portal has answered good is not sent again by this process. */
export function sink2026({ config, portal, pull, memory, repeat }: Sink2026): Sink {
  const { createPath, progressPath, statusPath } = config;
  const once = new Once<Uint8Array>();
  const creations = new Once<AtPortal>();

  /** Kept before the dossier is created under it: a repeat creates the same one. */
  const codeFor = async (code: string, stop: AbortSignal): Promise<string> => {
    const known = (await memory.of(code))?.portalCode;
    if (known !== undefined) return known;
    const portalCode = readDossierCode(code)?.organisation === config.unit ? code : await nextCode(portal, config, stop);
    await memory.learn(code, { portalCode });
    return portalCode;
  };

  const create = async (row: CreateRow, plan: Plan2026, stop: AbortSignal): Promise<AtPortal> => {
    const MaHoSo = await codeFor(plan.code, stop);
    const named = new Set(row.ThanhPhanHoSo.flatMap(({ GiayToDinhKem }) => GiayToDinhKem.map(({ IdGiayTo }) => IdGiayTo)));
    const files = await uploadAll(
      plan.files.filter(({ id }) => named.has(id)),
      { portal, pull },
      stop,
    );
    const { data } = await portal.post('NoiHoSo', createPath, withFiles({ ...row, MaHoSo }, files), stop);
    const id = idIn(data);
    await memory.learn(plan.code, { id });
    return { id, MaHoSo };
  };

  const atPortal = async (plan: Plan2026, deliveryId: string, stop: AbortSignal): Promise<AtPortal> => {
    const { id, portalCode } = (await memory.of(plan.code)) ?? {};
    if (id !== undefined && portalCode !== undefined) return { id, MaHoSo: portalCode };
    const row = plan.create;
    if (row) return creations.do(deliveryId, 'NoiHoSo', () => create(row, plan, stop));
    throw refuse('delivery.refused', {
      reason: 'this connector has not created the dossier at the portal: send the step that brings it first',
    });
  };

  return {
    repeat,
    async deliver({ body, deliveryId }, stop) {
      const plan = readPlan(body, 'ministry-2026');
      const { id, MaHoSo } = await atPortal(plan, deliveryId, stop);
      const progress = await once.do(deliveryId, 'CapNhatTienTrinh', async () => {
        return (await portal.post('CapNhatTienTrinh', progressPath, [{ IDHoSo: id, ...plan.progress, MaHoSo }], stop)).body;
      });
      const status = await once.do(deliveryId, 'CapNhatTrangThai', async () => {
        const row = await withResults(plan.status, plan, { portal, pull }, stop);
        return (await portal.post('CapNhatTrangThai', statusPath, [{ IdHoSo: id, ...row, MaHoSo }], stop)).body;
      });
      await memory.learn(plan.code, plan.memo);
      return proofOf(MaHoSo, [progress, status]);
    },
  };
}

/** A code that is asked for and not used is lost: the portal's numbers may have gaps. */
async function nextCode(portal: Portal2026, { nextCodePath, unit }: Ministry2026, stop: AbortSignal): Promise<string> {
  try {
    const { data } = await portal.get('next code', nextCodePath, { MaDonVi: unit }, stop);
    const code = isRecord(data) ? (data['MaHoSo'] ?? data['maHoSo']) : data;
    if (typeof code === 'string' && readDossierCode(code)) return code;
    throw unreadableAnswer({ step: 'next code' });
  } catch (cause) {
    throw lookupFailure('next code', cause);
  }
}

function idIn(data: unknown): string {
  const id = isRecord(data) ? (data['idHoSo'] ?? data['IdHoSo'] ?? data['IDHoSo']) : undefined;
  if (typeof id === 'string' && id !== '') return id;
  if (typeof id === 'number') return String(id);
  throw unreadableAnswer({ step: 'NoiHoSo', reason: 'the answer has no idHoSo' });
}

const withFiles = (row: CreateRow, files: ReadonlyMap<string, Uploaded>): CreateRow => ({
  ...row,
  ThanhPhanHoSo: row.ThanhPhanHoSo.map((component) => ({
    ...component,
    GiayToDinhKem: component.GiayToDinhKem.map((file) => {
      const { IdTepTin, HashTepTin } = files.get(file.IdGiayTo) ?? {};
      return { ...file, IdGiayTo: IdTepTin ?? '', HashTepTin: HashTepTin ?? '' };
    }),
  })),
});

async function withResults(
  row: StatusRow,
  { files }: Plan2026,
  tools: { readonly portal: Portal2026; readonly pull: Pull },
  stop: AbortSignal,
): Promise<StatusRow> {
  const results = row.DanhSachGiayToKetQua ?? [];
  if (results.length === 0) return row;
  const wanted = new Set(results.map(({ GiayToId }) => GiayToId));
  const uploaded = await uploadAll(
    files.filter(({ id }) => wanted.has(id)),
    tools,
    stop,
  );
  const filled = results.map((result) => {
    const { IdTepTin, HashTepTin } = uploaded.get(result.GiayToId) ?? {};
    return { ...result, GiayToId: IdTepTin ?? '', HashTepTin: HashTepTin ?? '' };
  });
  return { ...row, DanhSachGiayToKetQua: filled };
}

function proofOf(MaHoSo: string, answers: readonly Uint8Array[]): DeliveryProof {
  const hash = createHash('sha256');
  for (const answer of answers) hash.update(answer);
  return { digest: hash.digest(), words: `CapNhatTienTrinh, CapNhatTrangThai MaHoSo=${MaHoSo}`.slice(0, 200) };
}
