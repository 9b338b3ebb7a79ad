import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type ReadinessParts, readinessOf } from '../readiness';

export const readinessParts = Symbol('readiness parts');

/** GET /v1/ready: 200 when everything that is configured can be used, else 503. */
@Controller()
export class ReadyController {
  constructor(@Inject(readinessParts) private readonly parts: ReadinessParts) {}

  @Get('v1/ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const readiness = await readinessOf(this.parts);
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
