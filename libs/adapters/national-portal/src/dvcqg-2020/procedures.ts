import { Failure, isRecord } from '@lienthong/message';
import { LRUCache } from 'lru-cache';
import type { Dvcqg2020 } from '../config';
import type { Portal2020 } from './client';
import type { DossierRow } from './model';

type Names = Pick<DossierRow, 'TenTTHC' | 'MaLinhVuc' | 'TenLinhVuc'>;

/** A procedure as the portal publishes it. */
interface Procedure {
  readonly name: string;
  readonly fields: readonly { readonly MaLinhVuc: string; readonly TenLinhVuc: string }[];
}

/** What the portal says, and how old that is, in seconds. `sender`: it does not know the procedure, so the sender's names stand. */
export interface Named {
  readonly row: DossierRow;
  readonly from: 'portal' | 'sender';
  readonly age: number;
}

export type NameProcedure = (row: DossierRow) => Promise<Named>;

interface Found {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly procedure: Procedure | undefined;
}

/** `LayThuTuc`, remembered; an answer that has grown old still serves, up to `stale`, while the portal gives none. */
export function officialNames(portal: Pick<Portal2020, 'ask'>, { fresh, stale }: Dvcqg2020['procedures'], now: () => Date): NameProcedure {
  const kept = new LRUCache<string, Found>({ max: 5_000 });
  const asking = new Map<string, Promise<Found>>();

  /** One question at a time for a procedure, however many wait for its answer; nobody's stop ends it for the others. */
  const find = (code: string): Promise<Found> => {
    const found =
      asking.get(code) ??
      ask(portal, code)
        .then((procedure) => ({ at: now().getTime(), procedure }))
        .finally(() => asking.delete(code));
    asking.set(code, found);
    return found;
  };

  const lookUp = async (code: string): Promise<Found> => {
    const known = kept.get(code);
    const age = known ? now().getTime() - known.at : Infinity;
    if (known && age < fresh) return known;
    try {
      const found = await find(code);
      kept.set(code, found);
      return found;
    } catch (cause) {
      if (known && age < stale) return known;
      throw cause;
    }
  };

  return async (row) => {
    const { at, procedure } = await lookUp(row.MaTTHC);
    const age = Math.round((now().getTime() - at) / 1_000);
    return procedure ? { row: { ...row, ...namesOf(procedure, row.MaLinhVuc) }, from: 'portal', age } : { row, from: 'sender', age };
  };
}

/** `undefined`: the portal does not know the procedure, or refuses to tell. */
async function ask(portal: Pick<Portal2020, 'ask'>, code: string): Promise<Procedure | undefined> {
  try {
    const { result } = await portal.ask('LayThuTuc', { maTTHC: code });
    return read(result[0]);
  } catch (cause) {
    if (cause instanceof Failure && cause.kind === 'permanent') return undefined;
    throw cause;
  }
}

function read(answer: unknown): Procedure | undefined {
  if (!isRecord(answer) || !isText(answer['TENTTHC'])) return undefined;
  const list: readonly unknown[] = Array.isArray(answer['LINHVUCTHUCHIEN']) ? answer['LINHVUCTHUCHIEN'] : [];
  const fields = list.flatMap((field) => {
    const { MALINHVUC, TENLINHVUC } = isRecord(field) ? field : {};
    return isText(MALINHVUC) && isText(TENLINHVUC) ? [{ MaLinhVuc: MALINHVUC, TenLinhVuc: TENLINHVUC }] : [];
  });
  return { name: answer['TENTTHC'], fields };
}

/** Of several fields the one that the sender named, otherwise the first. */
function namesOf({ name, fields }: Procedure, wanted: string): Partial<Names> {
  return { TenTTHC: name, ...(fields.find(({ MaLinhVuc }) => MaLinhVuc === wanted) ?? fields[0]) };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
