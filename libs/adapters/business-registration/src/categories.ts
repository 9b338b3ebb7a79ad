import { createAuth, type Tools, unreadableAnswer, withAuth } from '@lienthong/adapter-kit';
import { isRecord } from '@lienthong/message';
import type { BusinessRegistrationConfig } from './config';
import { registryOf } from './registry';

/** A list of the shared categories (danh mục dùng chung), as it stood when it was asked for. */
export interface Category {
  readonly name: string;
  /** Its entries as the platform gives them: their form is published nowhere. */
  readonly entries: readonly unknown[];
}

/** `AllCategory`: one list, or several by name. Throws `Failure`; an answer without any entry is none. */
export async function readCategories(config: BusinessRegistrationConfig, tools: Tools, stop?: AbortSignal): Promise<readonly Category[]> {
  return categoriesIn(await registryOf(config, withAuth(tools.http, createAuth(config.auth, tools))).categories(stop));
}

export function categoriesIn(data: unknown): readonly Category[] {
  const named = Array.isArray(data) ? [['', data] as const] : isRecord(data) ? Object.entries(data) : [];
  const lists = named.flatMap(([name, entries]) => (Array.isArray(entries) ? [{ name, entries: entries as unknown[] }] : []));
  if (lists.every(({ entries }) => entries.length === 0)) throw unreadableAnswer({ reason: 'no shared category has an entry' });
  return lists;
}
