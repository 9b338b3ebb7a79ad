import { parse } from 'yaml';

/** What differs between two versions of a connector's settings, as lines that begin with `+` or `-`. Comments and order do not count. */
export function changes(before: string, after: string): string[] {
  const [old, fresh] = [flat(parse(before)), flat(parse(after))];
  const keys = [...new Set([...old.keys(), ...fresh.keys()])].sort();
  return keys.flatMap((key) => {
    const [was, is] = [old.get(key), fresh.get(key)];
    if (was === is) return [];
    return [...(was === undefined ? [] : [`- ${key}: ${was}`]), ...(is === undefined ? [] : [`+ ${key}: ${is}`])];
  });
}

/** A list of plain values is one value; every other setting stands under the path of its keys. */
function flat(value: unknown, path = ''): Map<string, string> {
  const isLeaf = typeof value !== 'object' || value === null || (Array.isArray(value) && value.every((item) => typeof item !== 'object'));
  if (isLeaf || Object.keys(value).length === 0) return new Map([[path, JSON.stringify(value)]]);
  return new Map(Object.entries(value).flatMap(([key, item]) => [...flat(item, path === '' ? key : `${path}.${key}`)]));
}
