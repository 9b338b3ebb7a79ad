import { lookupFailure, type Tools, unreadableAnswer } from '@lienthong/adapter-kit';
import { type EnterpriseCode, readEnterprise, readEnterpriseCode, type Told, writeEnterpriseCode } from '@lienthong/documents';
import { Failure } from '@lienthong/message';
import { LRUCache } from 'lru-cache';
import type { BusinessRegistrationConfig } from './config';
import type { Answer, Registry } from './registry';

/** What is told of an enterprise: the register's bytes, who said them and when. */
export interface Telling {
  readonly body: Uint8Array;
  readonly found: boolean;
  /** When the register said it. */
  readonly at: Date;
  readonly by: Told['by'];
}

/** Answers questions about enterprises, from the register or from what it said not long ago. */
export interface Teller {
  /** Throws `Failure`. */
  tell(code: EnterpriseCode, stop: AbortSignal): Promise<Telling>;
  /** What is kept of this enterprise is out of date. */
  forget(code: EnterpriseCode): void;
}

interface Kept {
  readonly body: Uint8Array;
  readonly at: Date;
}

const keptBytes = 64 * 1024 ** 2;

/** "No such enterprise" is never kept: it may be registered the next moment. */
export function tellerOf(
  config: BusinessRegistrationConfig['cache'],
  registry: Registry,
  { now, log }: Pick<Tools, 'now' | 'log'>,
): Teller {
  const kept = new LRUCache<string, Kept>({ max: config.entries, maxSize: keptBytes, sizeCalculation: ({ body }) => body.length + 1 });
  let forgotten = 0;
  const keptSince = (key: string, most: number): Kept | undefined => {
    const one = kept.get(key);
    return one && now().getTime() - one.at.getTime() < most ? one : undefined;
  };
  return {
    async tell(code, stop) {
      const key = writeEnterpriseCode(code);
      const fresh = keptSince(key, config.fresh);
      if (fresh) return { ...fresh, found: true, by: 'cache' };
      try {
        const before = forgotten;
        const { body, found } = checked(key, await registry.details(key, stop));
        const at = now();
        // What was said before something was forgotten may be the old answer.
        if (found && before === forgotten) kept.set(key, { body, at });
        else kept.delete(key);
        return { body, found, at, by: 'registry' };
      } catch (cause) {
        const stale = stop.aborted || isRefusal(cause) ? undefined : keptSince(key, config.stale);
        if (!stale) throw cause;
        log.warn(
          { ...lookupFailure('details', cause).detail, toldAt: stale.at.toISOString() },
          'the register does not answer, telling what it said before',
        );
        return { ...stale, found: true, by: 'cache-registry-away' };
      }
    },
    forget(code) {
      forgotten += 1;
      kept.delete(writeEnterpriseCode(code));
    },
  };
}

const isRefusal = (cause: unknown): boolean => cause instanceof Failure && cause.kind === 'permanent';

/** The answer must be readable and about what was asked: whatever else came is no answer, and is asked for again. */
function checked(asked: string, { body, data }: Answer): { readonly body: Uint8Array; readonly found: boolean } {
  const enterprise = readable(() => readEnterprise(data));
  if (enterprise && enterprise.code !== asked) throw unreadableAnswer({ reason: 'it is about another code' });
  return { body, found: enterprise !== undefined };
}

function readable<T>(reading: () => T): T {
  try {
    return reading();
  } catch (cause) {
    throw unreadableAnswer(cause instanceof Failure ? { reason: cause.code, ...cause.detail } : {}, cause);
  }
}

/** Throws for a code that our own document type would not have let through. */
export function knownCode(text: string): EnterpriseCode {
  const code = readEnterpriseCode(text);
  if (!code) throw new Error('not an enterprise code');
  return code;
}
