import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Gone, Refusal } from '../refusal';
import type { Bulk } from '../upload/bulk';
import { type Expected, limitOf } from '../upload/parcel';
import type { Spool } from '../upload/spool';

/** A message of a stream: options first, if any, then bytes of one name after the other. */
export interface Piece<Options> {
  readonly part:
    | { readonly case: 'options'; readonly value: Options }
    | { readonly case: 'file' | 'content'; readonly value: Uint8Array }
    | { readonly case: undefined; readonly value?: undefined };
}

export interface Collected<Options> {
  readonly options: Options | undefined;
  readonly bulks: Map<string, readonly Bulk[]>;
}

/** Collects what a caller streams; `patienceMs` for all of it. @throws Refusal, Gone */
export async function collect<Options>(
  stream: Pick<Readable, 'iterator'>,
  expected: Expected,
  { spool, patienceMs }: { readonly spool: Spool; readonly patienceMs: number },
): Promise<Collected<Options>> {
  const coming = new Coming<Options>(stream, patienceMs);
  try {
    await coming.next();
    const options = coming.piece?.case === 'options' ? coming.piece.value : undefined;
    if (coming.piece?.case === 'options') await coming.next();
    const bulks = new Map<string, readonly Bulk[]>();
    for (let name = coming.piece?.case; coming.piece; name = coming.piece?.case) {
      if (!name || !expected.large.includes(name) || bulks.has(name)) throw new Refusal('gateway.field', name ?? 'part');
      bulks.set(name, [await spool.take(name, coming.bytesOf(name), limitOf(name, expected))]);
    }
    return { options, bulks };
  } finally {
    coming.end();
  }
}

class Coming<Options> {
  piece: Piece<Options>['part'] | undefined;
  private readonly iterator: AsyncIterator<Piece<Options>>;
  private readonly over = new AbortController();
  private readonly late: Promise<'late'>;

  constructor(stream: Pick<Readable, 'iterator'>, patienceMs: number) {
    // the other half of the stream is still needed for the answer
    this.iterator = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<Piece<Options>>;
    this.late = sleep(patienceMs, 'late' as const, { signal: this.over.signal }).catch(() => 'late' as const);
  }

  async next(): Promise<void> {
    const next = await Promise.race([
      this.iterator.next().catch((cause: unknown) => {
        throw new Gone('the caller left during the upload', { cause });
      }),
      this.late,
    ]);
    if (next === 'late') throw new Refusal('gateway.slow');
    this.piece = next.done ? undefined : next.value.part;
  }

  async *bytesOf(name: string): AsyncGenerator<Uint8Array> {
    while (this.piece?.case === name && this.piece.value instanceof Uint8Array) {
      yield this.piece.value;
      await this.next();
    }
  }

  end(): void {
    this.over.abort();
  }
}
