import { create, fromJson } from '@bufbuild/protobuf';
import { timestampDate, timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { ServerDuplexStream, ServerReadableStream, ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import type { Readable } from 'node:stream';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import { GrpcMethod, GrpcStreamCall } from '@nestjs/microservices';
import {
  SignResponseSchema,
  SignStreamResponseSchema,
  type SignOptions,
  type SignRequest,
  type SignResponse,
  type SignStreamRequest,
  type SignStreamResponse,
  VerdictSchema,
  type VerifyOptions,
  type VerifyRequest,
  type VerifyResponse,
  VerifyResponseSchema,
  type VerifyStreamRequest,
  type VerifyStreamResponse,
  VerifyStreamResponseSchema,
} from '@lienthong/message';
import { Reception } from '../caller/reception';
import { Connections } from '../connections';
import { type RefusalLog, gatewayLog } from '../log';
import { Refusal } from '../refusal';
import { type Signed, SignDesk } from '../sign/desk';
import { type Bulk, inMemory } from '../upload/bulk';
import type { Expected, Parcel } from '../upload/parcel';
import { VerifyDesk } from '../verify/desk';
import { type AnyCall, connectionOf, goneOf, languageOf } from './calls';
import { type Collected, collect } from './pieces';
import { type CallFailure, failureOf } from './status';
import { StatusFilter } from './status.filter';
import { writeAll } from './write-all';

const service = 'SignatureService';

/** `lienthong.v1.SignatureService`: the same desks as over HTTP. Streams are read by us, as fast as they are stored: Nest's would fill memory. */
@Controller()
@UseFilters(StatusFilter)
export class SignatureController {
  constructor(
    @Inject(Reception) private readonly reception: Reception,
    @Inject(VerifyDesk) private readonly verifying: VerifyDesk,
    @Inject(SignDesk) private readonly signing: SignDesk,
    @Inject(Connections) private readonly connections: Connections,
    @Inject(gatewayLog) private readonly log: RefusalLog,
  ) {}

  @GrpcMethod(service, 'Verify')
  async verify(request: VerifyRequest, _: unknown, call: ServerUnaryCall<VerifyRequest, VerifyResponse>): Promise<VerifyResponse> {
    const caller = await this.reception.admitOpen(connectionOf(call), this.verifying);
    const bulks = new Map<string, readonly Bulk[]>([['file', [inMemory(request.file)]]]);
    if (request.content) bulks.set('content', [inMemory(request.content)]);
    const parcel = verifyParcel(request.options, bulks);
    const verdict = await this.held(parcel, this.verifying.expected, () => this.verifying.verify(parcel, goneOf(call)));
    this.reception.answered('Verify', caller);
    return create(VerifyResponseSchema, { verdict: typed(verdict) });
  }

  @GrpcStreamCall(service, 'VerifyStream')
  async verifyStream(
    call: ServerReadableStream<VerifyStreamRequest, VerifyStreamResponse>,
    answer: sendUnaryData<VerifyStreamResponse>,
  ): Promise<void> {
    try {
      const caller = await this.reception.admitOpen(connectionOf(call), this.verifying);
      const verdict = await this.collected<VerifyOptions, string>(call, this.verifying.expected, ({ options, bulks }) =>
        this.verifying.verify(verifyParcel(options, bulks), goneOf(call)),
      );
      this.reception.answered('VerifyStream', caller);
      answer(null, create(VerifyStreamResponseSchema, { verdict: typed(verdict) }));
    } catch (error) {
      answer(this.failed(error, call));
    }
  }

  @GrpcMethod(service, 'Sign')
  async sign(request: SignRequest, _: unknown, call: ServerUnaryCall<SignRequest, SignResponse>): Promise<SignResponse> {
    const caller = await this.reception.admit(connectionOf(call), this.signing);
    const parcel = signParcel(request.options, new Map([['file', [inMemory(request.file)]]]));
    const signed = await this.held(parcel, this.signing.expected, () => this.signing.sign(caller, parcel, goneOf(call)));
    this.reception.answered('Sign', caller, { act: signed.act.id, key: signed.act.key });
    return create(SignResponseSchema, { act: actOf(signed), signature: signed.signature });
  }

  @GrpcStreamCall(service, 'SignStream')
  async signStream(call: ServerDuplexStream<SignStreamRequest, SignStreamResponse>): Promise<void> {
    try {
      const gone = goneOf(call);
      const caller = await this.reception.admit(connectionOf(call), this.signing);
      const signed = await this.collected<SignOptions, Signed>(call, this.signing.expected, ({ options, bulks }) =>
        this.signing.sign(caller, signParcel(options, bulks), gone),
      );
      this.reception.answered('SignStream', caller, { act: signed.act.id, key: signed.act.key });
      await this.answer(call, signed, gone);
      call.end();
    } catch (error) {
      call.emit('error', this.failed(error, call));
    }
  }

  /** Whoever does not read keeps us waiting for a while, and then loses the connection: what was written would stay in memory with it. */
  private async answer(call: ServerDuplexStream<SignStreamRequest, SignStreamResponse>, signed: Signed, gone: AbortSignal): Promise<void> {
    try {
      await writeAll(call, answersOf(signed), { gone, patienceMs: this.reception.patienceMs });
    } catch (error) {
      if (error instanceof Refusal) this.connections.cut(call.getPeer());
      throw error;
    }
  }

  /** Nothing of the request is there any more when it is answered. */
  private async collected<Options, T>(
    call: Pick<Readable, 'iterator'>,
    expected: Expected,
    work: (collected: Collected<Options>) => Promise<T>,
  ): Promise<T> {
    const spool = this.reception.spool(expected);
    try {
      return await work(await collect<Options>(call, expected, { spool, patienceMs: this.reception.patienceMs }));
    } finally {
      await spool.release();
    }
  }

  /** A call of one message counts among all uploads. */
  private async held<T>({ bulks }: Parcel, expected: Expected, work: () => Promise<T>): Promise<T> {
    const spool = this.reception.spool(expected);
    try {
      for (const bulk of [...bulks.values()].flat()) if (bulk.kind === 'bytes') spool.hold(bulk.bytes.length);
      return await work();
    } finally {
      await spool.release();
    }
  }

  private failed(error: unknown, call: AnyCall): CallFailure {
    return failureOf(error, languageOf(call), this.log);
  }
}

/** The verdict's JSON, member by member. */
const typed = (verdict: string) => fromJson(VerdictSchema, JSON.parse(verdict) as Parameters<typeof fromJson>[1]);

function verifyParcel(options: VerifyOptions | undefined, bulks: Map<string, readonly Bulk[]>): Parcel {
  const texts = new Map<string, string>();
  if (options?.at) texts.set('at', timestampDate(options.at).toISOString());
  if (options?.policy) texts.set('policy', options.policy);
  if (options?.offline) texts.set('offline', 'true');
  for (const name of ['certificates', 'crl', 'ocsp', 'trust'] as const) bulks.set(name, (options?.[name] ?? []).map(inMemory));
  return { texts, bulks };
}

function signParcel(options: SignOptions | undefined, bulks: ReadonlyMap<string, readonly Bulk[]>): Parcel {
  const { key = '', format = '', level = '', detached = false } = options ?? {};
  const texts = Object.entries({ key, format, level, detached: detached ? 'true' : '' }).filter(([, text]) => text !== '');
  return { texts: new Map(texts), bulks };
}

const actOf = ({ act }: Signed) => ({
  ...{ act: act.id, format: act.format, level: act.level, certificate: Buffer.from(act.certificate).toString('hex') },
  signedAt: timestampFromDate(act.signedAt),
});

const pieceBytes = 256 * 1024;

function* answersOf(signed: Signed): Generator<SignStreamResponse> {
  yield create(SignStreamResponseSchema, { part: { case: 'act', value: { $typeName: 'lienthong.v1.SignedAct', ...actOf(signed) } } });
  for (let at = 0; at < signed.signature.length; at += pieceBytes)
    yield create(SignStreamResponseSchema, { part: { case: 'signature', value: signed.signature.subarray(at, at + pieceBytes) } });
}
