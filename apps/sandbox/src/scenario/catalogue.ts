import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '@lienthong/message';
import { parse } from 'yaml';
import { StageError } from '../stage/errors';

/** What the catalogue says of a procedure on a day, read here once more and not by the hub's own code. */
export interface CatalogueEntry {
  readonly code: string;
  readonly name: { readonly vi: string; readonly en: string };
  readonly agency: string;
  /** Names of the papers that the applicant brings; what another organisation holds is looked up there. */
  readonly papers: readonly string[];
  /** The shorter one counts. */
  readonly limitDays: number;
  /** As it was before the reform: the oldest version. */
  readonly before: { readonly limitDays: number; readonly papers: number };
}

interface Version {
  readonly from: unknown;
  readonly until?: unknown;
  readonly papers: readonly { readonly name: { readonly vi: string }; readonly heldBy?: string }[];
  readonly limits: { readonly statutory: { readonly count: number }; readonly shortened?: { readonly count: number } };
}
interface Procedure extends Pick<CatalogueEntry, 'code' | 'name' | 'agency'> {
  readonly versions: readonly Version[];
}

/** Throws `stage.config` for a procedure that is not there on `day`. */
export async function readCatalogue(config: string, codes: readonly string[], day: Date): Promise<CatalogueEntry[]> {
  const folder = join(config, 'procedures');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml'));
  const all = (await Promise.all(files.map(async (name) => parse(await readFile(join(folder, name), 'utf8')) as unknown))).flat();
  return codes.map((code) => {
    const found = all.find((one): one is Procedure => isRecord(one) && one['code'] === code);
    const version = found?.versions.find((one) => isInForce(one, day));
    if (!found || !version) throw new StageError('stage.config', `procedures: ${code}`);
    return entryOf(found, version);
  });
}

function entryOf({ code, name, agency, versions }: Procedure, version: Version): CatalogueEntry {
  const papers = version.papers.filter(({ heldBy }) => heldBy === undefined).map((paper) => paper.name.vi);
  const [first = version] = versions;
  return {
    ...{ code, name, agency, papers, limitDays: daysOf(version) },
    before: { limitDays: first.limits.statutory.count, papers: first.papers.length },
  };
}

const daysOf = ({ limits }: Version): number => (limits.shortened ?? limits.statutory).count;

const isInForce = ({ from, until }: Version, day: Date): boolean =>
  dateOf(from) <= day.getTime() && (until === undefined || day.getTime() < dateOf(until));

/** Days of the catalogue begin in Hanoi. */
const dateOf = (value: unknown): number =>
  new Date(`${value instanceof Date ? value.toISOString().slice(0, 10) : String(value)}T00:00:00+07:00`).getTime();
