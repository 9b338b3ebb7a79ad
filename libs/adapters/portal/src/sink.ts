import { type DeliveryProof, lookupFailure, type Sink } from '@lienthong/adapter-kit';
import { isRecord, parseJson, refuse } from '@lienthong/message';
import { createHash } from 'node:crypto';
import type { DvcqgConfig } from './config';
import type { Answer, Dvcqg } from './dvcqg';
import { officialNames } from './procedures';
import type { Call } from './render';

/** The portal recognises a repeated dossier and a repeated progress row, so that an unknown end may be sent again. */
export function portalSink(portal: Dvcqg, { procedureTtl }: Pick<DvcqgConfig, 'procedureTtl'>, now: () => Date): Sink {
  const withOfficialNames = officialNames(portal, now, procedureTtl);
  const send = async ({ service, data }: Call, stop: AbortSignal): Promise<Answer> => {
    if (service === 'CapNhatTienDoHoSoMC') return portal.call(service, { data }, stop);
    const row = await withOfficialNames(data[0], stop);
    const isUpdating = (await isKnown(portal, row.MaHoSo, stop)) ? 'True' : 'False';
    return portal.call(service, { isUpdating, data: [row] }, stop);
  };
  return {
    repeat: 'safe',
    async deliver({ body }, stop) {
      const calls = readCalls(body);
      const answers: Answer[] = [];
      for (const call of calls) answers.push(await send(call, stop));
      return proofOf(calls, answers);
    },
  };
}

/** A question changes nothing at the portal: no end of it is unknown. */
async function isKnown(portal: Dvcqg, mahoso: string, stop: AbortSignal): Promise<boolean> {
  try {
    return (await portal.call('TraCuuHoSo', { mahoso }, stop)).result.length > 0;
  } catch (cause) {
    throw lookupFailure('TraCuuHoSo', cause);
  }
}

function readCalls(body: Uint8Array): readonly Call[] {
  const rendered = parseJson(body);
  if (!isRecord(rendered) || !Array.isArray(rendered['calls']) || !rendered['calls'].every(isCall))
    throw refuse('delivery.refused', { reason: 'not a rendering of this adapter' });
  return rendered['calls'];
}

function isCall(value: unknown): value is Call {
  if (!isRecord(value) || !Array.isArray(value['data'])) return false;
  const [row, ...more] = value['data'] as unknown[];
  const known = value['service'] === 'DongBoHoSoMC' || value['service'] === 'CapNhatTienDoHoSoMC';
  return known && more.length === 0 && isRecord(row) && typeof row['MaHoSo'] === 'string';
}

/** The digest covers the answers in the order of the calls. */
function proofOf(calls: readonly Call[], answers: readonly Answer[]): DeliveryProof {
  const hash = createHash('sha256');
  for (const { body } of answers) hash.update(body);
  const words = calls.map(({ service }, i) => `${service} error_code=${answers[i]?.code ?? ''}`);
  return { digest: hash.digest(), words: words.join(', ').slice(0, 200) };
}
