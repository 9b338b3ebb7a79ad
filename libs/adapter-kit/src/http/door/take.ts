import { type ErrorCode, Failure } from '@lienthong/message';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Source } from '../../contract';
import type { Log } from '../../tools';
import { signaturesBeside } from '../../cloudevents';
import { readBody, throwAwayRest } from './body';
import { isSame } from './credentials';
import { sendProblem } from './problem';

export interface MessageDoor {
  readonly path: string;
  /** What the header Authorization must say. */
  readonly credentials: Buffer;
  /** Bytes. */
  readonly maxBody: number;
  readonly submit: Parameters<Source['run']>[0];
  readonly log: Log;
}

/**
 * One signed message that a counterpart pushes: `POST <path>`, order key in `LT-Subject`, detached signature in `JWS-Signature`. Nothing of
 * the body is read before the token is right, and nothing of it is ever parsed. 202 only when it is stored.
 */
export async function takeMessage(request: IncomingMessage, response: ServerResponse, door: MessageDoor): Promise<void> {
  const objection = objectionTo(request, door);
  if (objection) {
    answerNo(request, response, ...objection);
    return;
  }
  const payload = await readBody(request, door.maxBody);
  if (payload === 'too large') answerNo(request, response, 413, 'message.too-large');
  else if (payload === 'broken off') response.destroy();
  else await store({ ...facts(request), payload }, response, door);
}

/** There is nothing at this address. */
export const turnAway = (request: IncomingMessage, response: ServerResponse): void => answerNo(request, response, 404, 'door.not-found');

async function store(message: Parameters<MessageDoor['submit']>[0], response: ServerResponse, { submit, log }: MessageDoor): Promise<void> {
  try {
    const acknowledgement = await submit(message);
    const answer = JSON.stringify(acknowledgement);
    // as text it leaves in one piece with its head
    response.writeHead(202, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(answer) }).end(answer);
  } catch (cause) {
    log.warn({ cause: cause instanceof Failure ? cause.code : String(cause) }, 'door: message not stored');
    sendProblem(response, 503, 'door.unavailable');
  }
}

function answerNo(request: IncomingMessage, response: ServerResponse, status: number, code: ErrorCode): void {
  sendProblem(response, status, code);
  throwAwayRest(request);
}

function objectionTo(request: IncomingMessage, { path, credentials }: MessageDoor): [status: number, code: ErrorCode] | undefined {
  if (request.url !== path || request.method !== 'POST') return [404, 'door.not-found'];
  if (!isSame(request.headers.authorization ?? '', credentials)) return [401, 'door.unauthorised'];
  if (!/^[!-~]{0,120}$/.test(subjectOf(request))) return [400, 'door.subject-malformed'];
  return undefined;
}

function facts(request: IncomingMessage) {
  const attributes = signaturesBeside(request.headers);
  return { subject: subjectOf(request), contentType: request.headers['content-type'] ?? '', attributes };
}

const subjectOf = ({ headers }: IncomingMessage): string => String(headers['lt-subject'] ?? '');
