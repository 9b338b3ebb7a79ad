/** A step that the portal took, once for each distinct one, in order of arrival. */
export interface NationalEffect {
  readonly dossier: string;
  readonly status: string;
  /** ThoiDiemXuLy as it came; "" for CapNhatTrangThai, which has none. */
  readonly at: string;
  readonly service: 'CapNhatTienDoHoSoMC' | 'CapNhatTienTrinh' | 'CapNhatTrangThai';
}

/**
 * `slow`: answers after a while. `silent`: takes the call, never answers, does nothing. `error500`: HTTP 500. `html`: the page of a proxy with
 * HTTP 200. `error-code`: HTTP 200 that says no with a code as text. `empty`, `cut`: does the work, then answers with nothing, or breaks the
 * connection in the middle of its answer.
 */
export type NationalPortalMode = 'ok' | 'slow' | 'silent' | 'error500' | 'html' | 'empty' | 'cut' | 'error-code';

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
  /** With `service` only calls of it have the bad day. */
  setMode(mode: NationalPortalMode, service?: string): void;
  /** Every session and token is a stranger's from now on; the next log-in works. */
  dropSessions(): void;
  /** Gives sessions and tokens that it then does not accept, until told otherwise. */
  acceptSessions(accept: boolean): void;
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
