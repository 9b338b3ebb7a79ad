import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { openApi } from '../openapi/document';

const text = JSON.stringify(openApi);

/** GET /v1/openapi.json. */
@Controller()
export class OpenApiController {
  @Get('v1/openapi.json')
  async document(@Res() reply: FastifyReply): Promise<void> {
    await reply.header('content-type', 'application/json; charset=utf-8').header('cache-control', 'public, max-age=300').send(text);
  }
}
