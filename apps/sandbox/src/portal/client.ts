import { Pool } from 'undici';
import type { PortalClient, Push, Pushed } from './model';

const cloudEvent = 'application/cloudevents+json; charset=utf-8';

/** Pushes messages to a door of the hub at `doorUrl` over kept-alive connections. Rejects when the door cannot be reached or hangs for 60 s. */
export function portalClient(doorUrl: string, connections = 32, path = '/v1/messages'): PortalClient {
  const pool = new Pool(doorUrl, { connections, headersTimeout: 60_000, bodyTimeout: 60_000 });
  return {
    push: (message) => push(pool, path, message),
    close: () => pool.close(),
  };
}

async function push(pool: Pool, path: string, { subject, body, jws, token, contentType = cloudEvent }: Push): Promise<Pushed> {
  const answer = await pool.request({
    method: 'POST',
    path,
    headers: {
      'content-type': contentType,
      authorization: `Bearer ${token}`,
      ...(subject === '' ? {} : { 'lt-subject': subject }),
      ...(jws === undefined ? {} : { 'jws-signature': jws }),
    },
    body,
  });
  const retryAfter = Number(answer.headers['retry-after']);
  const pushed = { status: answer.statusCode, body: parsed(await answer.body.text()) };
  return retryAfter > 0 ? { ...pushed, retryAfter } : pushed;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
