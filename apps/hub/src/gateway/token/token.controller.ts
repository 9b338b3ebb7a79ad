import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Reception } from '../caller/reception';
import { connectionOf } from '../http/connection';
import { problemOf } from '../http/problem';
import { sendJson } from '../http/send-json';
import { type RefusalLog, gatewayLog, logRefused } from '../log';
import { Refusal } from '../refusal';
import { readBody } from '../upload/body';
import { TokenDesk, type TokenForm } from './desk';
import { type Published, published } from './published';

const formType = 'application/x-www-form-urlencoded';
const formBytes = 32 * 1024;

/** POST /v1/token, and what clients read to find it: nothing of it is served where no section `gateway.oauth` is. */
@Controller()
export class TokenController {
  constructor(
    @Inject(Reception) private readonly reception: Reception,
    @Inject(TokenDesk) private readonly desk: TokenDesk | null,
    @Inject(published) private readonly published: Published | null,
    @Inject(gatewayLog) private readonly log: RefusalLog,
  ) {}

  @Post('v1/token')
  async grant(@Req() { raw }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { desk } = this;
    if (!desk) throw new Refusal('gateway.not-found');
    const connection = connectionOf(raw);
    await this.reception.look(connection);
    const spool = this.reception.spool({ texts: [], large: [], small: [], fileBytes: formBytes });
    try {
      const type = (raw.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
      if (type !== formType) throw new Refusal('gateway.content-type');
      const granted = await desk.grant(formIn(await readBody(raw, spool, formBytes)), connection);
      await sendJson(reply.code(200), granted);
    } catch (error) {
      if (!(error instanceof Refusal) || !isGrants(error)) throw error;
      await this.refuse(error, reply);
    } finally {
      await spool.release();
    }
  }

  @Get('v1/jwks.json')
  async keys(@Res() reply: FastifyReply): Promise<void> {
    if (!this.published) throw new Refusal('gateway.not-found');
    await sendJson(reply, await this.published.keys());
  }

  @Get('.well-known/oauth-authorization-server')
  async metadata(@Res() reply: FastifyReply): Promise<void> {
    if (!this.published) throw new Refusal('gateway.not-found');
    await sendJson(reply, this.published.metadata);
  }

  /** As RFC 6749 §5.2 has it; the code of the hub says more. */
  private async refuse(error: Refusal, reply: FastifyReply): Promise<void> {
    const { problem } = problemOf(error, 'en');
    logRefused(this.log, { method: 'POST', where: error.where }, problem, error);
    const kind = error.where === 'grant_type' ? 'unsupported_grant_type' : 'invalid_client';
    await sendJson(reply.code(kind === 'invalid_client' ? 401 : 400), {
      ...{ error: kind, error_description: problem.title, code: problem.code },
      ...(error.where !== '' && { where: error.where }),
    });
  }
}

const isGrants = ({ code }: Refusal): boolean =>
  code === 'gateway.grant-refused' ||
  code === 'gateway.certificate-refused' ||
  code === 'certificate.unbound' ||
  code === 'party.suspended';

/** Each member once (RFC 6749 §3.2). */
function formIn(body: Buffer): TokenForm {
  const members = [...new URLSearchParams(body.toString('utf8'))];
  if (new Set(members.map(([name]) => name)).size < members.length) throw new Refusal('gateway.malformed', 'form');
  return Object.fromEntries(members);
}
