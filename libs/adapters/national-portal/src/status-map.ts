import type { StatusCode } from '@lienthong/documents';
import { refuse } from '@lienthong/message';

/** The national status of ours. Throws `dossier.status-unmapped` with what is mapped: an empty status must never reach the portal. */
export function nationalStatus(map: Readonly<Record<string, string>>, status: StatusCode): string {
  const national = Object.hasOwn(map, status) ? map[status] : undefined;
  if (national !== undefined) return national;
  const mapped = Object.entries(map).map(([ours, theirs]) => `${ours}→${theirs}`);
  throw refuse('dossier.status-unmapped', { field: '/to', status, mapped: mapped.join(' ') || 'nothing' });
}
