import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRecord } from '@lienthong/message';
import { Agent, request } from 'undici';
import type { DepartmentName } from '../pki/model';
import type { FileRoom } from './file-room';

export interface Fetching {
  readonly gateway: string;
  readonly desk: DepartmentName;
  readonly pkiDir: string;
  readonly room: Pick<FileRoom, 'take'>;
  readonly now: () => Date;
  readonly stop: AbortSignal;
}

const pauseMs = 500;

/** A company's system: fetches what lies in its inbox, keeps it, acknowledges it; over and over until `stop`. */
export async function fetchInbox(fetching: Fetching): Promise<void> {
  const { desk, pkiDir, stop } = fetching;
  const [cert, key, ca] = await Promise.all(
    [`${desk}.pem`, `${desk}.key.pem`, 'root.pem'].map((name) => readFile(join(pkiDir, name), 'utf8')),
  );
  const agent = new Agent({ connect: { cert, key, ca } });
  while (!stop.aborted) await round(fetching, agent).catch(() => sleep(pauseMs, undefined, { signal: stop }).catch(() => undefined)); // the hub may not be up yet
  await agent.destroy();
}

async function round({ gateway, desk, room, now, stop }: Fetching, dispatcher: Agent): Promise<void> {
  const answer = await request(`${gateway}/v1/inbox?limit=50&wait=5`, { dispatcher, signal: stop });
  const fetched: unknown = await answer.body.json();
  if (answer.statusCode !== 200 || !isRecord(fetched) || !Array.isArray(fetched['items']))
    throw new Error(`the inbox says ${answer.statusCode}`);
  for (const item of fetched['items'] as unknown[]) {
    if (!isRecord(item)) continue;
    const id = String(item['id']);
    await room.take(desk, id, String(item['jws']), Buffer.from(String(item['body']), 'base64'), now());
    const told = await request(`${gateway}/v1/inbox/${id}/ack`, { method: 'POST', dispatcher, signal: stop });
    await told.body.dump();
    if (told.statusCode !== 200) throw new Error(`the acknowledgement is answered ${told.statusCode}`);
  }
}
