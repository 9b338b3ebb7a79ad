import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type RefusalLog, logRefused } from '../log';
import { Gone, Refusal } from '../refusal';
import { notFound } from './not-found';
import { langOf, problemOf } from './problem';

/** What is left of a refused upload is thrown away for a moment: closing at once would take the answer along. */
const lingerMs = 5_000;

/** Every failure of an HTTP request as problem details in the caller's language. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: RefusalLog) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [{ raw }, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    if (thrown instanceof Gone || raw.socket.destroyed) {
      raw.socket.destroy();
      return;
    }
    const error = refusalIn(thrown, raw.url ?? '');
    const { problem, headers } = problemOf(error, langOf(raw.headers['accept-language']));
    logRefused(this.log, { method: raw.method }, problem, error);
    const unread = !raw.complete;
    void reply
      .code(problem.status)
      .headers({ ...headers, ...(unread && { connection: 'close' }) })
      .send(JSON.stringify(problem));
    if (unread) discard(raw);
  }
}

function discard(raw: FastifyRequest['raw']): void {
  raw.resume();
  const cut = setTimeout(() => raw.socket.destroy(), lingerMs);
  raw.once('close', () => clearTimeout(cut));
}

/** What Nest and Fastify throw, in our words. */
function refusalIn(thrown: unknown, url: string): unknown {
  const status = thrown instanceof HttpException ? thrown.getStatus() : statusOf(thrown);
  if (status === 404) return notFound(url);
  if (status === 413) return new Refusal('gateway.too-large', '', { cause: thrown });
  if (status === 415) return new Refusal('gateway.content-type', '', { cause: thrown });
  return status !== undefined && status >= 400 && status < 500 ? new Refusal('gateway.malformed', '', { cause: thrown }) : thrown;
}

const statusOf = (thrown: unknown): number | undefined =>
  thrown instanceof Error && 'statusCode' in thrown && typeof thrown.statusCode === 'number' ? thrown.statusCode : undefined;
