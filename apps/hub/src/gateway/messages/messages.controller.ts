import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../caller/caller';
import { Reception } from '../caller/reception';
import { connectionOf } from '../http/connection';
import { type Problem, langOf, problemOf } from '../http/problem';
import { sendJson } from '../http/send-json';
import { whileThere } from '../http/while-there';
import { type RefusalLog, gatewayLog, logRefused } from '../log';
import { readBody } from '../upload/body';
import type { Lang } from '../../terminal';
import { type Accepted, MessageDesk } from './desk';
import { messagesIn } from './form';
import { journeyView } from './journey';
import { Journeys, isSettled } from './journeys';
import type { Submitted } from './submitted';

/** Bytes of a whole batch. */
const bodyBytes = 4 * 1024 ** 2;

/** POST /v1/messages: signed messages in, an acknowledgement for each out. */
@Controller()
export class MessagesController {
  constructor(
    @Inject(Reception) private readonly reception: Reception,
    @Inject(MessageDesk) private readonly desk: MessageDesk,
    @Inject(Journeys) private readonly journeys: Journeys,
    @Inject(gatewayLog) private readonly log: RefusalLog,
  ) {}

  @Post('v1/messages')
  async take(@Req() { raw }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const connection = connectionOf(raw);
    const caller = await this.reception.admit(connection, this.desk);
    await this.desk.mustHaveRoom();
    const sent = messagesIn(raw.headers, await this.bodyOf(raw));
    await this.reception.countMessages(caller, connection, 'batch' in sent ? sent.batch.length : 1);
    if ('batch' in sent) await this.takeAll(caller, sent.batch, raw, reply);
    else await this.takeOne(caller, sent.message, raw, reply);
  }

  private async bodyOf(raw: FastifyRequest['raw']): Promise<Buffer> {
    const spool = this.reception.spool({ texts: [], large: [], small: [], fileBytes: bodyBytes });
    return readBody(raw, spool, bodyBytes).finally(() => spool.release());
  }

  /** Who prefers to wait hears the outcome, if there is one in time (RFC 7240 §4.3); it is stored whether that can be told or not. */
  private async takeOne(caller: Caller, message: Submitted, raw: FastifyRequest['raw'], reply: FastifyReply): Promise<void> {
    const accepted = await this.desk.keep(await this.desk.examine(caller, message));
    const { id, digest, position } = accepted;
    const waitMs = preferredMs(raw.headers['prefer']);
    const follow = (gone: AbortSignal) => this.journeys.follow(caller, { id, digest, at: position }, waitMs, gone).catch(() => undefined);
    const found = waitMs > 0 ? await whileThere(raw, follow) : undefined;
    void reply.header('location', placeOf(accepted));
    if (found && found !== 'pending' && isSettled(found))
      await sendJson(reply.code(200), journeyView(found, langOf(raw.headers['accept-language'])));
    else await sendJson(reply.code(202), accepted);
  }

  /** Each for itself, stored in the order of the batch. */
  private async takeAll(
    caller: Caller,
    batch: readonly (() => Submitted)[],
    raw: FastifyRequest['raw'],
    reply: FastifyReply,
  ): Promise<void> {
    const lang = langOf(raw.headers['accept-language']);
    const examined = await Promise.allSettled(batch.map(async (read) => this.desk.examine(caller, read())));
    const kept = examined.map((one) => (one.status === 'fulfilled' ? this.desk.keep(one.value) : Promise.reject(one.reason as Error)));
    const told = await Promise.all(
      kept.map((answer) =>
        answer.then(
          (accepted) => ({ status: 202, ...accepted, location: placeOf(accepted) }),
          (error: unknown) => this.refused(error, lang),
        ),
      ),
    );
    await sendJson(reply.code(told.every(({ status }) => status === 202) ? 202 : 207), told);
  }

  private refused(error: unknown, lang: Lang): Problem {
    const { problem } = problemOf(error, lang);
    logRefused(this.log, { what: 'one of a batch' }, problem, error);
    return problem;
  }
}

/** Where to look what became of it; the rest says which one before the core has looked at it. */
const placeOf = ({ id, digest, position: { partition, offset } }: Accepted): string =>
  `/v1/messages/${encodeURIComponent(id)}?digest=${digest}&at=${partition}-${offset}`;

const mostSeconds = 30;

/** `wait=N` in Prefer, in milliseconds; what else is preferred is not ours to give. */
function preferredMs(header: string | readonly string[] | undefined): number {
  const seconds = /(?:^|[\s,;])wait=(\d{1,4})(?:$|[\s,;])/i.exec(String(header ?? ''))?.[1];
  return Math.min(Number(seconds ?? 0), mostSeconds) * 1_000;
}
