import { pause, type Source, type Tools } from '@lienthong/adapter-kit';
import { Failure } from '@lienthong/message';
import { Declined } from './call';
import type { SourceConfig } from './config';
import { type Inbox, type Listed, Unserved } from './inbox';
import { Memory } from './memory';

type Submit = Parameters<Source['run']>[0];

const backoff = { firstMs: 500, longestMs: 60_000 };
/** How often a document that comes broken is fetched before it is handed on as it is. */
const patience = 5;
/** Documents in a row without an answer that are a fault of the connection. */
const enough = 3;

interface Desk {
  readonly config: SourceConfig;
  readonly inbox: Inbox;
  readonly log: Tools['log'];
  /** What is still to be said, or was said, of documents that the hub has: the axis may list them again. */
  readonly taken: Memory<string>;
  /** How often a document came broken. */
  readonly broken: Memory<number>;
}

/**
 * Asks for received documents, fetches each, hands it on and only then tells the axis. After a crash in between the axis lists the document
 * again and the hub knows it by its message id. `begin`
 * is called when it runs; `random` in [0, 1) spreads the attempts of many hubs.
 */
export function axisSource(
  config: SourceConfig,
  inbox: Inbox,
  { log }: Pick<Tools, 'log'>,
  begin: () => void,
  random = Math.random,
): Source {
  const desk: Desk = { config, inbox, log, taken: new Memory(50_000), broken: new Memory(1_000) };
  return {
    async run(submit, stop) {
      begin();
      let failures = 0;
      while (!stop.aborted) {
        try {
          await takeAll(desk, submit, stop);
          failures = 0;
          await pause(config.every, stop);
        } catch (cause) {
          if (stop.aborted) return;
          log.warn({ ...factsOf(cause), failures }, 'asking the document axis failed');
          await pause(Math.min(backoff.longestMs, backoff.firstMs * 2 ** Math.min(failures++, 10)) * (0.5 + random() / 2), stop);
        }
      }
    },
  };
}

/**
 * One after the other, oldest first: what is said of a document never overtakes it. A document that the axis does not serve keeps nobody
 * waiting, unless several in a row say that it serves none.
 */
async function takeAll(desk: Desk, submit: Submit, stop: AbortSignal): Promise<void> {
  let inRow = 0;
  for (const listed of await desk.inbox.waiting(stop)) {
    if (stop.aborted) return;
    try {
      await take(desk, listed, submit, stop);
      inRow = 0;
    } catch (error) {
      if (!(error instanceof Unserved)) throw error;
      if (error.cause instanceof Failure && ++inRow === enough) throw error.cause;
      desk.log.warn({ docId: listed.docId, ...factsOf(error.cause) }, 'the axis does not serve this document, it waits');
    }
  }
}

async function take({ config, inbox, taken, broken }: Desk, listed: Listed, submit: Submit, stop: AbortSignal): Promise<void> {
  const { docId } = listed;
  const said = taken.get(docId);
  if (said !== undefined) return inbox.tell(docId, said, stop);
  const { kind, raw } = await inbox.fetch(listed, stop);
  if (kind === 'broken' && broken.set(docId, (broken.get(docId) ?? 0) + 1) < patience) return;
  await submit(raw);
  const status = kind === 'whole' ? config.taken : config.failed;
  taken.set(docId, status);
  await inbox.tell(docId, status, stop);
}

function factsOf(cause: unknown): Readonly<Record<string, unknown>> {
  if (cause instanceof Failure) return { code: cause.code, ...cause.detail };
  if (cause instanceof Declined) return { code: 'delivery.failed', method: cause.method, errorCode: cause.errorCode };
  return { code: 'hub.defect', reason: String(cause) };
}
