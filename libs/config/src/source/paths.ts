import { resolve } from 'node:path';
import { type Problem, problem, type Words } from '../problem';
import { type Path, placeOf, type Source } from './yaml';

export interface Folders {
  /** The configuration's own folder: relative paths start here. */
  readonly dir: string;
  /** What `${data}` stands for. */
  readonly dataDir: string;
}

/**
 * One rule for every file and every adapter: `file`, `dir` and keys ending in `File` or `Dir` hold paths, and so does everything
 * below a key that begins with `secret` (`secretHeaders: { X-Api-Key: … }`).
 */
export const leadsToFile = (path: Path): boolean =>
  /^(file|dir)$|(File|Dir)$/.test(String(path.at(-1))) || path.slice(0, -1).some((key) => String(key).startsWith('secret'));

/** The document as plain data, its paths absolute. */
export function toData(source: Source, folders: Folders): { data: unknown; problems: Problem[] } {
  const problems: Problem[] = [];
  const walk = (value: unknown, path: Path): unknown => {
    if (Array.isArray(value)) return value.map((item, i) => walk(item, [...path, i]));
    if (value !== null && typeof value === 'object') return mapped(value, (item, key) => walk(item, [...path, key]));
    if (typeof value !== 'string' || !leadsToFile(path)) return value;
    const strange = /\$\{(?!data\})[^}]*\}?/.exec(value)?.[0];
    if (strange !== undefined) problems.push(problem('config.unknown-variable', placeOf(source, path), only(strange)));
    return resolve(
      folders.dir,
      value.replaceAll('${data}', () => resolve(folders.dataDir)),
    );
  };
  return { data: walk(source.document.toJS(), []), problems };
}

/** Own property by own property, so that a key `__proto__` stays a key and is refused as unknown. */
const mapped = (value: object, change: (item: unknown, key: string) => unknown): object =>
  Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item, key)]));

const only = (strange: string): Words => ({ vi: `${strange}; chỉ có \${data}`, en: `${strange}; there is only \${data}` });
