import type { IncomingMessage } from 'node:http';
import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';
import { Gone, Refusal } from '../refusal';
import type { Bulk } from './bulk';
import { type Expected, type Parcel, limitOf, mostSmall, textBytes } from './parcel';
import type { Spool } from './spool';

/** A form (RFC 7578), part by part as it comes. @throws Refusal, Gone */
export async function readMultipart(request: IncomingMessage, expected: Expected, spool: Spool): Promise<Parcel> {
  const form = new Form(expected, spool);
  const busboy = open(request, expected);
  try {
    await new Promise<void>((resolve, reject) => {
      busboy.on('file', (name, stream) => void form.addBulk(name, stream).catch(reject));
      busboy.on('field', (name, value, _, cut) => tried(() => form.addText(name, value, cut), reject));
      for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
        busboy.on(limit, () => reject(new Refusal('gateway.field', 'too many parts')));
      busboy.on('error', (cause) => reject(new Refusal('gateway.malformed', 'multipart', { cause })));
      busboy.on('finish', () => void form.whole().then(resolve, reject));
      request.once('close', () => {
        if (!request.complete) reject(new Gone('the caller left during the upload'));
      });
      request.pipe(busboy);
    });
    return form;
  } finally {
    request.unpipe(busboy);
    form.end();
    busboy.destroy();
  }
}

class Form implements Parcel {
  readonly texts = new Map<string, string>();
  readonly bulks = new Map<string, Bulk[]>();
  private readonly coming: Promise<void>[] = [];
  private readonly streams: BusboyFileStream[] = [];

  constructor(
    private readonly expected: Expected,
    private readonly spool: Spool,
  ) {}

  addText(name: string, value: string, cut: boolean): void {
    if (!this.expected.texts.includes(name) || this.texts.has(name) || cut) throw new Refusal('gateway.field', shown(name));
    this.texts.set(name, value);
  }

  addBulk(name: string, stream: BusboyFileStream): Promise<void> {
    const { large, small } = this.expected;
    const before = this.bulks.get(name) ?? [];
    stream.on('error', () => undefined); // told by whoever reads it
    this.streams.push(stream);
    if ((!large.includes(name) && !small.includes(name)) || (large.includes(name) && before.length > 0)) {
      stream.resume();
      return Promise.reject(new Refusal('gateway.field', shown(name)));
    }
    this.bulks.set(name, before);
    const coming = this.spool.take(name, stream, limitOf(name, this.expected)).then(
      (bulk) => void before.push(bulk),
      (cause: unknown) => {
        throw cause instanceof Refusal || isOurs(cause) ? cause : new Refusal('gateway.malformed', 'multipart', { cause });
      },
    );
    this.coming.push(coming);
    return coming;
  }

  async whole(): Promise<void> {
    await Promise.all(this.coming);
  }

  /** A part that nobody reads to its end any more must not be waited for. */
  end(): void {
    for (const stream of this.streams) stream.destroy();
  }
}

/** A full disk is not the caller's fault. */
const isOurs = (cause: unknown): boolean => typeof cause === 'object' && cause !== null && 'errno' in cause;

function open(request: IncomingMessage, { texts, large, small }: Expected): BusboyInstance {
  try {
    return new Busboy({
      headers: { ...request.headers, 'content-type': request.headers['content-type'] ?? '' },
      isPartAFile: (name = '', _, file) => large.includes(name) || small.includes(name) || file !== undefined,
      limits: {
        ...{ fieldNameSize: 100, fieldSize: textBytes, fields: texts.length + 1, files: large.length + mostSmall },
        ...{ parts: texts.length + large.length + mostSmall + 1, headerPairs: 20, headerSize: 4_096 },
      },
    });
  } catch (cause) {
    throw new Refusal('gateway.malformed', 'multipart', { cause });
  }
}

function tried(work: () => void, failed: (error: unknown) => void): void {
  try {
    work();
  } catch (error) {
    failed(error);
  }
}

/** A name that somebody made up, as far as it may be told. */
export const shown = (name: string): string => (/^[\w.-]{1,40}$/.test(name) ? name : 'a member without a name of ours');
