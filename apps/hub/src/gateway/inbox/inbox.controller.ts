import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { InboxAnswer, InboxEntry } from '@lienthong/store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Reception } from '../caller/reception';
import { connectionOf } from '../http/connection';
import { receive } from '../http/receive';
import { sendJson } from '../http/send-json';
import { whileThere } from '../http/while-there';
import { Refusal } from '../refusal';
import type { Expected } from '../upload/parcel';
import { InboxDesk, type Question } from './desk';

/** No text of a person: a code that the party's own people know. */
const rejection: Expected = { texts: ['code'], large: [], small: [], fileBytes: 0 };

/** GET /v1/inbox, POST /v1/inbox/{id}/ack and /reject. */
@Controller()
export class InboxController {
  constructor(
    @Inject(Reception) private readonly reception: Reception,
    @Inject(InboxDesk) private readonly desk: InboxDesk,
  ) {}

  @Get('v1/inbox')
  async fetch(@Req() { raw, url }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const caller = await this.reception.admit(connectionOf(raw), this.desk);
    const entries = await whileThere(raw, (gone) => this.desk.fetch(caller, questionIn(url), gone));
    if (entries.length > 0) this.reception.answered('inbox', caller, { deliveries: entries.length }); // who waits asks all day
    await sendJson(reply, { items: entries.map(itemOf) });
  }

  @Post('v1/inbox/:id/ack')
  @HttpCode(200)
  async acknowledge(@Req() { raw }: FastifyRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    const caller = await this.reception.admit(connectionOf(raw), this.desk);
    const answer = await this.desk.answer(caller, id, 'acknowledged', '');
    this.reception.answered('inbox ack', caller, { delivery: id });
    await sendJson(reply, answerOf(id, answer));
  }

  @Post('v1/inbox/:id/reject')
  @HttpCode(200)
  async reject(@Req() { raw }: FastifyRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    const caller = await this.reception.admit(connectionOf(raw), this.desk);
    const answer = await receive(raw, this.reception.spool(rejection), rejection, ({ texts }) =>
      this.desk.answer(caller, id, 'rejected', codeIn(texts)),
    );
    this.reception.answered('inbox reject', caller, { delivery: id, code: answer.reason });
    await sendJson(reply, answerOf(id, answer));
  }
}

const itemOf = ({ delivery, place, message, subject, contentType, attributes, body, storedAt }: InboxEntry) => ({
  ...{ id: delivery, place, message, subject, storedAt: storedAt.toISOString(), contentType },
  ...{ jws: attributes['jws-signature'] ?? null, cms: attributes['cms-signature'] ?? null, body: body.toString('base64') },
});

const answerOf = (id: string, { answer, reason, answeredAt }: InboxAnswer) => ({
  ...{ id, answer, answeredAt: answeredAt.toISOString() },
  ...(reason !== '' && { code: reason }),
});

function questionIn(url: string): Question {
  const query = new URL(url, 'https://gateway').searchParams;
  for (const name of query.keys()) if (!['after', 'limit', 'wait'].includes(name)) throw new Refusal('gateway.field', name.slice(0, 40));
  return {
    after: whole(query, 'after', 0, Number.MAX_SAFE_INTEGER),
    limit: whole(query, 'limit', 100, 1_000, 1),
    waitMs: whole(query, 'wait', 0, 30) * 1_000,
  };
}

function whole(query: URLSearchParams, name: string, unless: number, most: number, least = 0): number {
  const text = query.get(name) ?? String(unless);
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new Refusal('gateway.field', name);
  return value;
}

function codeIn(texts: ReadonlyMap<string, string>): string {
  const code = texts.get('code') ?? '';
  if (!/^[a-z0-9][a-z0-9.-]{0,59}$/.test(code)) throw new Refusal('gateway.field', 'code');
  return code;
}
