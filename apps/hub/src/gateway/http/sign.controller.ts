import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Signed, SignDesk } from '../sign/desk';
import { accepted } from './accept';
import { Reception } from '../caller/reception';
import { connectionOf } from './connection';
import { receive } from './receive';

/** Bytes unless JSON is asked for. */
const types = [
  'application/octet-stream',
  'application/json',
  'application/xml',
  'application/pkcs7-mime',
  'application/pkcs7-signature',
  'application/jose',
  'application/jose+json',
] as const;

/** POST /v1/sign: a file and the name of a key in, the signature out, and with it the id of the act. */
@Controller()
export class SignController {
  constructor(
    @Inject(Reception) private readonly reception: Reception,
    @Inject(SignDesk) private readonly desk: SignDesk,
  ) {}

  @Post('v1/sign')
  @HttpCode(200)
  async sign(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { raw } = request;
    const { expected } = this.desk;
    const caller = await this.reception.admit(connectionOf(raw), this.desk);
    const type = accepted(raw.headers.accept, types);
    const signed = await receive(raw, this.reception.spool(expected), expected, (parcel, gone) => this.desk.sign(caller, parcel, gone));
    this.reception.answered('sign', caller, { act: signed.act.id, key: signed.act.key });
    void reply.header('cache-control', 'no-store');
    if (type === 'application/json') await reply.header('content-type', 'application/json; charset=utf-8').send(jsonOf(signed));
    else await reply.headers(headersOf(signed)).send(Buffer.from(signed.signature));
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

const jsonOf = ({ act, signature }: Signed): string =>
  JSON.stringify({
    ...{ act: act.id, key: act.key, format: act.format, level: act.level, certificate: hex(act.certificate) },
    ...{ signedAt: act.signedAt.toISOString(), signature: Buffer.from(signature).toString('base64') },
  });

const headersOf = ({ act, mediaType }: Signed): Record<string, string> => ({
  ...{ 'content-type': mediaType, 'lt-act': act.id, 'lt-format': act.format, 'lt-level': act.level },
  ...{ 'lt-certificate': hex(act.certificate), 'lt-signed-at': act.signedAt.toISOString() },
});
