import { Pool } from 'undici';
import type { DoorAnswer, NationalPortalClient } from './model';

/** Calls the hub's door at `doorUrl` as the portal does. Rejects when the door cannot be reached or hangs for 60 s. */
export function nationalPortalClient(doorUrl: string, token: string): NationalPortalClient {
  const pool = new Pool(doorUrl, { connections: 16, headersTimeout: 60_000, bodyTimeout: 60_000 });
  const call = (path: string, body: string): Promise<DoorAnswer> => post(pool, path, body, token);
  const create = (dossier: object | string): Promise<DoorAnswer> =>
    call('/nps/createdossierfromdvcqg', typeof dossier === 'string' ? dossier : JSON.stringify(dossier));
  return {
    create,
    createAll: (dossiers, { times = 1, random = () => 0.5 } = {}) => {
      const all = Array.from({ length: times }, () => dossiers).flat();
      const shuffled = all.map((dossier) => ({ dossier, at: random() })).sort((a, b) => a.at - b.at);
      return Promise.all(shuffled.map(({ dossier }) => create(dossier)));
    },
    owed: (code) => call('/kpdvcqg/dptracuuthanhtoanhs', JSON.stringify({ MaHoSo: code })),
    close: () => pool.close(),
  };
}

async function post(pool: Pool, path: string, body: string, token: string): Promise<DoorAnswer> {
  const headers = { 'content-type': 'application/json', charset: 'utf-8', authorization: `Bearer ${token}` };
  const answer = await pool.request({ method: 'POST', path, headers, body });
  const text = await answer.body.text();
  return { status: answer.statusCode, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
