import type { Tools } from '@lienthong/adapter-kit';
import { isRecord, later } from '@lienthong/message';
import type { NationalPortalConfig } from './config';
import { type Portal2020, portal2020 } from './dvcqg-2020/client';

/** What the portal publishes, as it stood when it was asked. */
export interface Catalogue {
  /** RFC 3339. */
  readonly readAt: string;
  readonly procedures: readonly Entry[];
  /** Only the fields of our own unit (`MANGANH`). */
  readonly fields: readonly Entry[];
  readonly agencies: readonly (Entry & { readonly level: string })[];
}

interface Entry {
  readonly code: string;
  readonly name: string;
}

/**
 * The nightly catalogue: `LayDanhSachTTHC`, `LayDanhMucLinhVuc`, `LayDanhMucCoQuan`, one after the other; three calls, no paging (none is
 * known). Throws `Failure` transient; half a catalogue is none.
 */
export async function readCatalogue(config: NationalPortalConfig, tools: Tools, stop?: AbortSignal): Promise<Catalogue> {
  const { portal } = config;
  if (portal.profile !== 'dvcqg-2020') throw later('delivery.failed', { reason: 'ministry-2026 has no catalogues' });
  const share = portal2020(portal, tools);
  const procedures = await rows(share, 'LayDanhSachTTHC', stop);
  const fields = await rows(share, 'LayDanhMucLinhVuc', stop);
  const agencies = await rows(share, 'LayDanhMucCoQuan', stop);
  return {
    readAt: tools.now().toISOString(),
    procedures: procedures.map((row) => entry(row, 'MATTHC', 'TENTTHC')),
    fields: fields.filter((row) => row['MANGANH'] === portal.madonvi).map((row) => entry(row, 'MALINHVUC', 'TENLINHVUC')),
    agencies: agencies.map((row) => ({ ...entry(row, 'MADONVI', 'TENDONVI'), level: scalar(row, 'CAPDONVI') })),
  };
}

type Row = Readonly<Record<string, unknown>>;

async function rows(share: Portal2020, service: string, stop?: AbortSignal): Promise<readonly Row[]> {
  const { result } = await share.catalogue(service, {}, stop);
  if (result.length > 0 && result.every(isRecord)) return result;
  throw later('delivery.failed', { service, reason: 'an empty or unreadable catalogue' });
}

const entry = (row: Row, code: string, name: string): Entry => ({ code: scalar(row, code), name: scalar(row, name) });

function scalar(row: Row, name: string): string {
  const value = row[name];
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw later('delivery.failed', { reason: 'a row of a catalogue lacks a value', field: name });
}
