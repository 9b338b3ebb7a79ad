import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { zipReceipt } from '@lienthong/evidence';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Reception } from '../caller/reception';
import { connectionOf } from '../http/connection';
import { langOf } from '../http/problem';
import { sendJson } from '../http/send-json';
import { whileThere } from '../http/while-there';
import { Refusal } from '../refusal';
import { journeyView } from './journey';
import { type Asked, Journeys } from './journeys';

/** GET /v1/messages/{id}, its /payload and its /receipt. */
@Controller()
export class JourneyController {
  constructor(
    @Inject(Reception) private readonly reception: Reception,
    @Inject(Journeys) private readonly journeys: Journeys,
  ) {}

  @Get('v1/messages/:id')
  async tell(@Req() { raw, url }: FastifyRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    const caller = await this.reception.admit(connectionOf(raw), this.journeys);
    const { waitMs, ...asked } = askedIn(id, url);
    const found = await whileThere(raw, (gone) => this.journeys.follow(caller, asked, waitMs, gone));
    this.reception.answered('message', caller);
    const lang = langOf(raw.headers['accept-language']);
    const view = found === 'pending' ? { id, state: 'accepted' } : journeyView(found, lang);
    await sendJson(reply.headers({ 'content-language': lang, vary: 'Accept-Language' }), view);
  }

  @Get('v1/messages/:id/payload')
  async payload(@Req() { raw }: FastifyRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    const caller = await this.reception.admit(connectionOf(raw), this.journeys);
    const { contentType, bytes, signature } = await this.journeys.payload(caller, id);
    this.reception.answered('payload', caller);
    await reply.headers({ 'content-type': contentType, 'cache-control': 'no-store', ...beside(signature) }).send(Buffer.from(bytes));
  }

  /** A ZIP file: unpacked, `hub evidence verify` reads it. */
  @Get('v1/messages/:id/receipt')
  async receipt(@Req() { raw }: FastifyRequest, @Res() reply: FastifyReply, @Param('id') id: string): Promise<void> {
    const caller = await this.reception.admit(connectionOf(raw), this.journeys);
    const content = await this.journeys.receipt(caller, id);
    this.reception.answered('receipt', caller);
    const name = `attachment; filename="${content.message}.zip"`;
    await reply
      .headers({ 'content-type': 'application/zip', 'content-disposition': name, 'cache-control': 'no-store' })
      .send(Buffer.from(zipReceipt(content, new Date())));
  }
}

/** As it came: CMS stands in the ledger as PEM. */
function beside(signature: string): Record<string, string> {
  if (signature === '') return {};
  const [, cms] = /^-----BEGIN [^-]+-----([^-]+)-----END/.exec(signature) ?? [];
  return cms === undefined ? { 'jws-signature': signature } : { 'cms-signature': cms.replace(/\s/g, '') };
}

const forms = { digest: /^[0-9a-f]{64}$/, at: /^\d{1,5}-\d{1,18}$/, wait: /^(?:[0-9]|[12][0-9]|30)$/ } as const;

function askedIn(id: string, url: string): Asked & { readonly waitMs: number } {
  if (!/^[\x21-\x7e]{1,200}$/.test(id)) throw new Refusal('gateway.not-found');
  const query = new URL(url, 'https://gateway').searchParams;
  for (const [name, value] of query)
    if (!Object.hasOwn(forms, name) || !forms[name as keyof typeof forms].test(value))
      throw new Refusal('gateway.field', name.slice(0, 40));
  const [partition, offset] = query.get('at')?.split('-') ?? [];
  return {
    ...{ id, digest: query.get('digest') ?? undefined, waitMs: Number(query.get('wait') ?? 0) * 1_000 },
    ...(partition !== undefined && offset !== undefined && { at: { partition: Number(partition), offset } }),
  };
}
