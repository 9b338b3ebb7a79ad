import { later, refuse } from '@lienthong/message';
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { FilesConfig } from '../config';
import type { PlannedFile } from '../plan';

export interface Links {
  /** The link that goes out for a file. Throws `delivery.refused` when its store is not on the list. */
  of(file: PlannedFile): Promise<string>;
  /** `undefined`: not one of our links, or one that has expired. */
  open(token: string): Promise<LinkedFile | undefined>;
}

export type LinkedFile = Pick<PlannedFile, 'url' | 'sha256'>;

/** Links hold what they lead to, until when, and a HMAC-SHA256: nothing is stored, nothing can be guessed or altered. */
export function linksOf({ allow, links }: FilesConfig, now: () => Date, secret: (file: string) => Promise<string>): Links {
  const sign = async (text: string): Promise<Buffer> =>
    createHmac('sha256', await keyOf(links, secret))
      .update(text, 'utf8')
      .digest();
  return {
    async of({ id, url, sha256 }) {
      if (!isAllowed(allow, url)) throw refuse('delivery.refused', { reason: 'the store of a file is not in files.allow', file: id });
      if (!links) return url;
      const text = JSON.stringify([url, sha256, now().getTime() + links.lifetime]);
      return `${links.publicUrl}/files/${base64url(Buffer.from(text))}.${base64url(await sign(text))}`;
    },
    async open(token) {
      const [, body, mac] = /^([\w-]{1,8000})\.([\w-]{43})$/.exec(token) ?? [];
      if (!links || !body || !mac) return undefined;
      const text = Buffer.from(body, 'base64url').toString('utf8');
      if (!timingSafeEqual(await sign(text), Buffer.from(mac, 'base64url'))) return undefined;
      const [url, sha256, until] = JSON.parse(text) as [string, string, number];
      return now().getTime() < until && isAllowed(allow, url) ? { url, sha256 } : undefined;
    },
  };
}

/** A key that cannot be had is the installation's fault and keeps every file back; it refuses nobody's dossier. */
async function keyOf(links: FilesConfig['links'], secret: (file: string) => Promise<string>): Promise<string> {
  const file = links?.keyFile ?? '';
  const key = await secret(file).catch((cause: unknown) => Promise.reject(noKey('secret file cannot be read', file, cause)));
  if (key.length < 32) throw noKey('the key of the links is shorter than 32 characters', file);
  return key;
}

const noKey = (reason: string, file: string, cause?: unknown) => later('delivery.unavailable', { reason, file }, cause);

/** The list names origins: scheme, host and port. */
export const isAllowed = (allow: readonly string[], url: string): boolean =>
  URL.canParse(url) && allow.some((store) => new URL(store).origin === new URL(url).origin);

const base64url = (bytes: Buffer): string => bytes.toString('base64url');
