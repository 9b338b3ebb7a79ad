import type { Tools } from '@lienthong/adapter-kit';
import { later, refuse } from '@lienthong/message';
import type { CallAxis } from './call';
import type { DocumentAxisConfig } from './config';
import { rowsOf } from './rows';

/** The codes of all agencies of the axis, fetched beside the deliveries: more than a hundred thousand lines take their time. */
export interface Directory {
  /** Throws `Failure`: permanent for a receiver that a fresh list does not name, transient while one is fetched because of it. */
  admit(to: readonly string[]): Promise<void>;
  close(): void;
}

interface Loaded {
  readonly codes: ReadonlySet<string>;
  readonly at: number;
}

type DirectoryConfig = NonNullable<DocumentAxisConfig['directory']>;

export function agencyDirectory({ every, again }: DirectoryConfig, call: CallAxis, { log, now }: Pick<Tools, 'log' | 'now'>): Directory {
  const closing = new AbortController();
  let loaded: Loaded | undefined;
  let loading: Promise<void> | undefined;
  let triedAt = -Infinity;

  const load = async (): Promise<void> => {
    const codes = new Set(rowsOf(await call({ method: 'getAgenciesList', stop: closing.signal })).flatMap(({ code }) => code ?? []));
    const before = loaded?.codes;
    loaded = { codes, at: now().getTime() };
    log.info(
      { agencies: codes.size, ...(before && { new: missingIn(before, codes), gone: missingIn(codes, before) }) },
      'directory of the axis',
    );
  };
  /** At most one at a time, and none sooner than `again` after the last. */
  const refresh = (): void => {
    if (loading || now().getTime() - triedAt < again) return;
    triedAt = now().getTime();
    loading = load()
      .catch((cause: unknown) => log.warn({ reason: String(cause) }, 'the directory of the axis cannot be had'))
      .finally(() => (loading = undefined));
  };

  return {
    admit(to) {
      const age = loaded ? now().getTime() - loaded.at : Infinity;
      if (age >= every) refresh();
      const stranger = loaded && to.find((code) => !loaded?.codes.has(code));
      if (stranger === undefined) return Promise.resolve();
      if (age < again)
        return Promise.reject(refuse('delivery.refused', { reason: 'not in the directory of the axis', receiver: stranger }));
      refresh();
      // as long as no newer list can be had, the axis itself decides
      return loading
        ? Promise.reject(later('delivery.failed', { reason: 'asking for a newer directory', receiver: stranger }))
        : Promise.resolve();
    },
    close: () => closing.abort(),
  };
}

/** How many of `codes` the other list does not have. */
const missingIn = (list: ReadonlySet<string>, codes: ReadonlySet<string>): number => [...codes].filter((code) => !list.has(code)).length;
