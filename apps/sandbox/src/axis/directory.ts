import type { Journal } from '../store/journal';
import type { Entry } from './entry';
import type { Agency, SystemAccount } from './model';
import { Refused } from './refused';

/** An agency as the directory keeps it: also after it is gone, so that others learn of it. */
export interface Listed extends Agency {
  readonly systemid: string;
  /** From 1, one more at each change. */
  readonly version: number;
  readonly deleted: boolean;
  /** RFC 3339. */
  readonly modifiedAt: string;
}

/** Which agencies there are, and which system speaks for each. */
export class Directory {
  private readonly agencies = new Map<string, Listed>();

  constructor(
    private readonly journal: Journal<Entry>,
    systems: readonly SystemAccount[],
    startedAt: string,
  ) {
    for (const { systemid, agencies } of systems)
      for (const code of agencies) this.set(systemid, { id: code, pid: '', code, name: code, mail: '' }, startedAt);
    for (const entry of journal.all()) {
      if (entry.kind === 'agency') this.set(entry.systemid, entry.agency, entry.at);
      if (entry.kind === 'agency-deleted') this.end(entry.code, entry.at);
    }
  }

  /** Those that are gone as well. */
  all(): Listed[] {
    return [...this.agencies.values()];
  }

  /** The system that takes what is sent to this agency. */
  systemOf(code: string): string | undefined {
    const listed = this.agencies.get(code);
    return listed && !listed.deleted ? listed.systemid : undefined;
  }

  /** Resolves when it is on disk. Throws {@link Refused} for an agency of another system. */
  async register(systemid: string, agency: Agency, at: string): Promise<void> {
    const owner = this.systemOf(agency.code);
    if (owner !== undefined && owner !== systemid)
      throw new Refused('agency', `${agency.code} thuộc hệ thống khác / belongs to another system`);
    await this.journal.append({ kind: 'agency', systemid, agency, at });
    this.set(systemid, agency, at);
  }

  /** By id or code. Throws {@link Refused} unless this system speaks for such an agency. */
  async remove(systemid: string, names: readonly string[], at: string): Promise<void> {
    const own = this.all().find((one) => one.systemid === systemid && !one.deleted && (names.includes(one.id) || names.includes(one.code)));
    if (!own) throw new Refused('agency', 'không có đơn vị này trong hệ thống / no such agency of this system');
    await this.journal.append({ kind: 'agency-deleted', code: own.code, at });
    this.end(own.code, at);
  }

  private set(systemid: string, agency: Agency, modifiedAt: string): void {
    const version = (this.agencies.get(agency.code)?.version ?? 0) + 1;
    this.agencies.set(agency.code, { ...agency, systemid, version, deleted: false, modifiedAt });
  }

  private end(code: string, modifiedAt: string): void {
    const listed = this.agencies.get(code);
    if (listed) this.agencies.set(code, { ...listed, version: listed.version + 1, deleted: true, modifiedAt });
  }
}
