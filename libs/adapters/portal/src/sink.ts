import { type DeliveryProof, lookupFailure, type Sink } from '@lienthong/adapter-kit';
import { isRecord, parseJson, refuse } from '@lienthong/message';
import { createHash } from 'node:crypto';
import type { Answer, Dvcqg } from './dvcqg';
import type { Call } from './render';

/** The portal recognises a repeated dossier and a repeated progress row, so that an unknown end may be sent again. */
export function portalSink(portal: Dvcqg): Sink {
  const send = async (call: Call, stop: AbortSignal): Promise<Answer> => {
    const update = call.service === 'DongBoHoSoMC' ? { isUpdating: (await isKnown(portal, call, stop)) ? 'True' : 'False' } : {};
    return portal.call(call.service, { ...update, data: call.data }, stop);
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
async function isKnown(portal: Dvcqg, { data: [{ MaHoSo }] }: Call, stop: AbortSignal): Promise<boolean> {
  try {
    return (await portal.call('TraCuuHoSo', { mahoso: MaHoSo }, stop)).result.length > 0;
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
