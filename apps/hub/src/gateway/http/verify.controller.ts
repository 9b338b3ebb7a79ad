import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { VerifyDesk } from '../verify/desk';
import { accepted } from './accept';
import { Reception } from '../caller/reception';
import { connectionOf } from './connection';
import { receive } from './receive';

/** POST /v1/verify: a signed file in, the published verdict out. */
@Controller()
export class VerifyController {
  constructor(
    @Inject(Reception) private readonly reception: Reception,
    @Inject(VerifyDesk) private readonly desk: VerifyDesk,
  ) {}

  @Post('v1/verify')
  @HttpCode(200)
  async verify(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { raw } = request;
    const { expected } = this.desk;
    const caller = await this.reception.admitOpen(connectionOf(raw), this.desk);
    const type = accepted(raw.headers.accept, ['application/json']);
    const verdict = await receive(raw, this.reception.spool(expected), expected, (parcel, gone) => this.desk.verify(parcel, gone));
    this.reception.answered('verify', caller);
    await reply.header('content-type', `${type}; charset=utf-8`).header('cache-control', 'no-store').send(verdict);
  }
}
