/** Scheme, authority, path and query of a URI reference (RFC 3986 appendix B); a fragment counts for nothing here. */
interface Parts {
  readonly scheme: string | undefined;
  readonly authority: string | undefined;
  readonly path: string;
  readonly query: string | undefined;
}

const pattern = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?/;

/** join-URI-References of Canonical XML 1.1 §2.4: RFC 3986 §5.2, but two relative references make a relative one. */
export function joinUris(base: string, reference: string): string {
  const outer = split(base);
  const inner = split(reference);
  if (inner.scheme !== undefined) return write({ ...inner, path: withoutDots(inner.path) });
  if (inner.authority !== undefined) return write({ ...inner, scheme: outer.scheme, path: withoutDots(inner.path) });
  if (inner.path === '') return write({ ...outer, path: withoutDots(outer.path), query: inner.query ?? outer.query });
  return write({ ...outer, path: withoutDots(inner.path.startsWith('/') ? inner.path : merge(outer, inner.path)), query: inner.query });
}

/** RFC 3986 §5.2.4 as Canonical XML 1.1 changes it: leading `..` stay, several slashes are one, a `..` at the end gets its slash. */
export function withoutDots(path: string): string {
  const absolute = path.startsWith('/');
  const segments = path.split('/');
  const kept: string[] = [];
  let up = 0;
  for (const segment of segments) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.length > 0) kept.pop();
    else if (!absolute) up++;
  }
  const last = segments.at(-1) ?? '';
  const open = last === '' || last === '.' || last === '..';
  const tail = kept.join('/') + (open && kept.length > 0 ? '/' : '');
  return (absolute ? '/' : '../'.repeat(up)) + tail;
}

function merge({ authority, path }: Parts, relative: string): string {
  if (authority !== undefined && path === '') return `/${relative}`;
  const directory = /(?:^|\/)\.\.$/.test(path) ? `${path}/` : path;
  return directory.slice(0, directory.lastIndexOf('/') + 1) + relative;
}

function split(uri: string): Parts {
  const [, scheme, authority, path = '', query] = pattern.exec(uri) ?? [];
  return { scheme, authority, path, query };
}

const write = ({ scheme, authority, path, query }: Parts): string =>
  `${scheme === undefined ? '' : `${scheme}:`}${authority === undefined ? '' : `//${authority}`}${path}${query === undefined ? '' : `?${query}`}`;
