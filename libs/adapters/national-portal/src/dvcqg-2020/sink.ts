import type { DeliveryProof, Sink } from '@lienthong/adapter-kit';
import { createHash } from 'node:crypto';
import type { NationalPortalConfig } from '../config';
import type { Links } from '../files/links';
import type { Memory } from '../memory';
import { type Plan2020, readPlan } from '../plan';
import { Once } from '../once';
import type { Answer } from './answer';
import type { Portal2020 } from './client';
import type { DossierRow } from './model';
import type { NameProcedure } from './procedures';

export interface Sink2020 {
  readonly portal: Portal2020;
  readonly nameProcedure: NameProcedure;
  readonly links: Links;
  readonly memory: Memory | undefined;
  readonly repeat: NationalPortalConfig['repeat'];
}

interface Done {
  readonly words: string;
  readonly body: Uint8Array;
}

/** The dossier first, then its step; what the portal has answered good is not sent again by this process. */
export function sink2020({ portal, nameProcedure, links, memory, repeat }: Sink2020): Sink {
  const once = new Once<Done>();

  const synchronise = async (dossier: DossierRow, plan: Plan2020, stop: AbortSignal): Promise<Done> => {
    const { row, from, age } = await nameProcedure(dossier);
    const linked = await withLinks(row, plan, links);
    const isUpdating = (await isKnown(portal, row.MaHoSo, stop)) ? 'True' : 'False';
    const answer = await portal.call('DongBoHoSoMC', { isUpdating, data: [linked] }, stop);
    return done('DongBoHoSoMC', answer, ` isUpdating=${isUpdating} names=${from}(${age}s)`);
  };

  return {
    repeat,
    async deliver({ body, deliveryId }, stop) {
      const plan = readPlan(body, 'dvcqg-2020');
      const { dossier, progress } = plan;
      const steps: Done[] = [];
      if (dossier) steps.push(await once.do(deliveryId, 'DongBoHoSoMC', () => synchronise(dossier, plan, stop)));
      const advance = () => portal.call('CapNhatTienDoHoSoMC', { data: [progress] }, stop);
      steps.push(await once.do(deliveryId, 'CapNhatTienDoHoSoMC', async () => done('CapNhatTienDoHoSoMC', await advance())));
      await memory?.learn(plan.code, plan.memo);
      return proofOf(steps);
    },
  };
}

const isKnown = async (portal: Portal2020, mahoso: string, stop: AbortSignal): Promise<boolean> =>
  (await portal.ask('TraCuuHoSo', { mahoso }, stop)).result.length > 0;

async function withLinks(row: DossierRow, { files }: Plan2020, links: Links): Promise<DossierRow> {
  const ours = new Map(await Promise.all(files.map(async (file) => [file.url, await links.of(file)] as const)));
  const to = (url: string): string => ours.get(url) ?? url;
  return {
    ...row,
    TaiLieuNop: row.TaiLieuNop.map((file) => ({ ...file, DuongDanTaiTepTin: to(file.DuongDanTaiTepTin) })),
    DanhSachGiayToKetQua: row.DanhSachGiayToKetQua.map((file) => ({ ...file, DuongDanTepTinKetQua: to(file.DuongDanTepTinKetQua) })),
  };
}

const done = (service: string, { code, body }: Answer, more = ''): Done => ({ words: `${service} error_code=${code}${more}`, body });

/** The digest covers the answers in the order of the calls. */
function proofOf(steps: readonly Done[]): DeliveryProof {
  const hash = createHash('sha256');
  for (const { body } of steps) hash.update(body);
  return {
    digest: hash.digest(),
    words: steps
      .map(({ words }) => words)
      .join(', ')
      .slice(0, 200),
  };
}
