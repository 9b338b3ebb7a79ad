import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:http2';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ClientReadableStream,
  type ClientWritableStream,
  Metadata,
  type ServiceDefinition,
  type ServiceError,
  credentials,
  loadPackageDefinition,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { GatewayTown } from './gateway.test-kit';

const proto = resolve(__dirname, '../../proto');
const definition = loadSync('lienthong/v1/signature.proto', {
  includeDirs: [proto],
  keepCase: false,
  longs: Number,
  defaults: true,
  oneofs: true,
});

type Callback = (error: ServiceError | null, answer: Record<string, unknown>) => void;
type Streamed = ClientReadableStream<Record<string, unknown>> & ClientWritableStream<object>;

interface Client {
  Verify(request: object, metadata: Metadata, callback: Callback): void;
  Sign(request: object, metadata: Metadata, callback: Callback): void;
  VerifyStream(metadata: Metadata, callback: Callback): ClientWritableStream<object>;
  SignStream(metadata: Metadata): Streamed;
  close(): void;
}

export interface Failed {
  readonly code: number;
  readonly ltCode: string;
}

const pieceBytes = 512 * 1024;

/** A client as anybody would make it: the published .proto and grpc-js, none of our code. */
export class GrpcCaller {
  private readonly client: Client;
  private readonly metadata = new Metadata();

  constructor(town: GatewayTown, who?: string) {
    const root = readFileSync(town.pki('root.pem'));
    const own = who === undefined ? [] : [readFileSync(town.pki(`${who}.key.pem`)), readFileSync(town.pki(`${who}.pem`))];
    const made = loadPackageDefinition(definition) as unknown as {
      lienthong: { v1: { SignatureService: new (address: string, tls: unknown, options: object) => Client } };
    };
    this.client = new made.lienthong.v1.SignatureService(`127.0.0.1:${town.grpc}`, credentials.createSsl(root, ...own), {
      'grpc.max_receive_message_length': 16 << 20,
    });
    this.metadata.set('accept-language', 'en');
  }

  unary(method: 'Verify' | 'Sign', request: object): Promise<Record<string, unknown> | Failed> {
    return new Promise((done) => this.client[method](request, this.metadata, (error, answer) => done(error ? failed(error) : answer)));
  }

  verifyStream(messages: readonly object[]): Promise<Record<string, unknown> | Failed> {
    return new Promise((done) => {
      const call = this.client.VerifyStream(this.metadata, (error, answer) => done(error ? failed(error) : answer));
      call.on('error', () => undefined);
      for (const message of messages) call.write(message);
      call.end();
    });
  }

  signStream(messages: readonly object[]): Promise<Record<string, unknown>[] | Failed> {
    return new Promise((done) => {
      const call = this.client.SignStream(this.metadata);
      const answers: Record<string, unknown>[] = [];
      call.on('data', (answer: Record<string, unknown>) => answers.push(answer));
      call.on('error', (error: ServiceError) => done(failed(error)));
      call.on('end', () => done(answers));
      for (const message of messages) call.write(message);
      call.end();
    });
  }

  close(): void {
    this.client.close();
  }
}

const failed = ({ code, metadata }: ServiceError): Failed => ({ code, ltCode: String(metadata.get('lt-code')[0] ?? '') });

/** The bytes of one part in pieces. */
export const piecesOf = (name: string, bytes: Buffer): object[] =>
  Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, i) => ({
    [name]: bytes.subarray(i * pieceBytes, (i + 1) * pieceBytes),
  }));

/**
 * Hands over its messages and reads nothing of the answer: a gRPC library would read ahead. Milliseconds from its last byte until the
 * connection is closed; `undefined`: it is still open after `patienceMs`.
 */
export async function signWithoutReading(
  town: GatewayTown,
  who: string,
  messages: readonly object[],
  patienceMs: number,
): Promise<number | undefined> {
  const [ca, cert, key] = ['root.pem', `${who}.pem`, `${who}.key.pem`].map((name) => readFileSync(town.pki(name)));
  const session = connect(`https://127.0.0.1:${town.grpc}`, { ca, cert, key });
  session.on('error', () => undefined);
  const path = '/lienthong.v1.SignatureService/SignStream';
  const stream = session.request({ ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' });
  stream.on('error', () => undefined);
  for (const message of messages) stream.write(framed(message));
  await new Promise<void>((done) => stream.end(done));
  const began = Date.now();
  const closed = once(session, 'close').then(() => Date.now() - began);
  const after = await Promise.race([closed, sleep(patienceMs, undefined)]);
  session.destroy();
  return after;
}

/** A byte that says it is not packed, four of its length. */
function framed(message: object): Buffer {
  const { SignStream } = definition['lienthong.v1.SignatureService'] as ServiceDefinition;
  const bytes = SignStream?.requestSerialize(message) ?? Buffer.alloc(0);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}
