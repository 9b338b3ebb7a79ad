import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '@lienthong/runtime';
import { Reception } from '../caller/reception';
import { gatewayLog } from '../log';
import { type ReadinessParts, readinessOf } from '../readiness';

export const readinessParts = Symbol('readiness parts');

/** GET /v1/ready: 200 when everything that is configured can be used, else 503. */
@Controller()
export class ReadyController {
  constructor(
    @Inject(readinessParts) private readonly parts: ReadinessParts,
    @Inject(Reception) private readonly reception: Reception,
    @Inject(gatewayLog) private readonly log: Pick<Logger, 'warn'>,
  ) {}

  @Get('v1/ready')
  async ready(@Req() { raw }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.reception.look({ address: raw.socket.remoteAddress ?? '' });
    const readiness = await readinessOf(this.parts);
    if (!readiness.ready) this.log.warn(readiness, 'not ready');
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      ...(!readiness.ready && { 'retry-after': '5' }),
    };
    await reply
      .code(readiness.ready ? 200 : 503)
      .headers(headers)
      .send(JSON.stringify(readiness));
  }
}
