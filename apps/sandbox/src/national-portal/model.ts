import type { Mood } from '../mood/mood';

/** A step that the portal took, once for each distinct one, in order of arrival. */
export interface NationalEffect {
  readonly dossier: string;
  readonly status: string;
  /** ThoiDiemXuLy as it came; "" for CapNhatTrangThai, which has none. */
  readonly at: string;
  readonly service: 'CapNhatTienDoHoSoMC' | 'CapNhatTienTrinh' | 'CapNhatTrangThai';
}

export interface NationalPortalOptions {
  readonly port: number;
  readonly host?: string;
  /** Folder of its journal. */
  readonly dir: string;
  /** Of 2020. */
  readonly username: string;
  readonly password: string;
  /** The only sender it serves, e.g. `000.99.00.H26`. */
  readonly madonvi: string;
  /** Of 2026. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** The unit whose dossiers it takes, e.g. `G09.20`. */
  readonly unit: string;
  readonly now?: () => Date;
  readonly mood?: Mood;
  /** How long `slow` takes; default 3,000. */
  readonly slowMs?: number;
}

export interface NationalPortal {
  readonly url: string;
  effects(): readonly NationalEffect[];
  /** Last row of each dossier, by its code: of DongBoHoSoMC or of NoiHoSo. */
  dossiers(): ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** How often each service was called, log-ins (`login`, `token`) among them. */
  calls(): Readonly<Record<string, number>>;
  readonly mood: Mood;
  /** Every session and token is a stranger's from now on; the next log-in works. */
  dropSessions(): void;
  stop(): Promise<void>;
}

/** What our door answered. */
export interface DoorAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The portal as a caller. */
export interface NationalPortalClient {
  /** `createdossierfromdvcqg`. */
  create(dossier: object | string): Promise<DoorAnswer>;
  /** Each of them `times` times, in an order that `random` decides; all at once. */
  createAll(dossiers: readonly object[], disorder?: { readonly times?: number; readonly random?: () => number }): Promise<DoorAnswer[]>;
  /** `dptracuuthanhtoanhs`. */
  owed(code: string): Promise<DoorAnswer>;
  close(): Promise<void>;
}
