import { lookupFailure } from '@lienthong/adapter-kit';
import { Failure, isRecord } from '@lienthong/message';
import type { Dvcqg } from './dvcqg';

/** A procedure as the portal itself publishes it. */
interface Procedure {
  readonly name: string;
  readonly fields: readonly { readonly MaLinhVuc: string; readonly TenLinhVuc: string }[];
}

type Row = Readonly<Record<string, unknown>>;

const mostKept = 5_000;

/**
 * Gives a dossier's row the portal's own names of procedure and field. The row stays as it is when the portal does not know the procedure
 * or refuses to tell. Each answer is kept for `ttl` milliseconds.
 */
export function officialNames(
  portal: Pick<Dvcqg, 'call'>,
  now: () => Date,
  ttl: number,
): <R extends Row>(row: R, stop: AbortSignal) => Promise<R> {
  const kept = new Map<string, { readonly until: number; readonly procedure: Procedure | undefined }>();

  const lookUp = async (code: string, stop: AbortSignal): Promise<Procedure | undefined> => {
    const known = kept.get(code);
    if (known && now().getTime() < known.until) return known.procedure;
    const procedure = await ask(portal, code, stop);
    kept.delete(code);
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size >= mostKept) kept.delete(oldest);
    kept.set(code, { until: now().getTime() + ttl, procedure });
    return procedure;
  };

  return async (row, stop) => {
    const procedure = typeof row['MaTTHC'] === 'string' ? await lookUp(row['MaTTHC'], stop) : undefined;
    return procedure ? named(row, procedure) : row;
  };
}

/** A question changes nothing at the portal: no end of it is unknown, and a refusal of it is none of the dossier. */
async function ask(portal: Pick<Dvcqg, 'call'>, code: string, stop: AbortSignal): Promise<Procedure | undefined> {
  try {
    const { result } = await portal.call('LayThuTuc', { maTTHC: code }, stop);
    return read(result[0]);
  } catch (cause) {
    if (cause instanceof Failure && cause.kind === 'permanent') return undefined;
    throw lookupFailure('LayThuTuc', cause);
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
function named<R extends Row>(row: R, { name, fields }: Procedure): R {
  const field = fields.find(({ MaLinhVuc }) => MaLinhVuc === row['MaLinhVuc']) ?? fields[0];
  return { ...row, TenTTHC: name, ...field };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
