import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { VerifyDesk } from '../verify/desk';
import { accepted } from './accept';
import { Reception } from './reception';

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
    const caller = await this.reception.openCallerOf(raw, this.desk);
    const type = accepted(raw.headers.accept, ['application/json']);
    const verdict = await this.reception.receive(request, this.desk.expected, (parcel, gone) => this.desk.verify(parcel, gone));
    this.reception.answered(raw, caller, 200);
    await reply.header('content-type', `${type}; charset=utf-8`).header('cache-control', 'no-store').send(verdict);
  }
}
