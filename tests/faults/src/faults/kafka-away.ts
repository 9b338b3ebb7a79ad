import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyReceipts } from '../check/receipts';
import { inventDossiers } from '../load/flow';
import type { Blow, Fault, Finding } from '../model';
import { broken } from './support/promised';

/** Longer than the door tries to store: it says so, and what needs no Kafka works. */
export const kafkaAway: Fault = {
  name: 'kafka-away',
  title: { vi: 'Kafka vắng lâu hơn cửa nhận có thể chờ', en: 'Kafka is away for longer than the door waits' },
  async strike(blow) {
    const { town, load } = blow;
    await load.until(10);
    for (const broker of town.brokers) await broker.kill();
    const [refusal, receipts] = await Promise.all([handIn(blow), verifyReceipts(town)]);
    const findings = [...wrongRefusal(refusal), ...unverified(receipts.invalid)];
    for (const broker of town.brokers) await broker.start();
    return findings;
  },
};

/** Unsigned, so that it is nothing but a question. */
async function handIn({ town, random, stop }: Blow): Promise<Response> {
  const [dossier] = await inventDossiers(town, random.int(1, 1_000_000), 1);
  const [push] = dossier?.pushes ?? [];
  if (!push) throw new Error('nothing was planned');
  const token = (await readFile(join(town.data, 'secrets', 'portal-door.token'), 'utf8')).trim();
  const headers = {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    authorization: `Bearer ${token}`,
    'lt-subject': push.subject,
  };
  return fetch(`${town.door}/v1/messages`, { method: 'POST', headers, body: Buffer.from(push.body), signal: stop });
}

const wrongRefusal = ({ status, headers }: Response): Finding[] =>
  status === 503 && Number(headers.get('retry-after')) > 0 ? [] : [broken(`the door answers 503 with Retry-After, not ${status}`, 'lost')];

const unverified = (count: number): Finding[] =>
  count === 0 ? [] : [broken(`receipts verify without Kafka, ${count} do not`, 'unverifiable')];
