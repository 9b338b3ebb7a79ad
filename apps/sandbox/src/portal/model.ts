import type { Mood } from '../mood/mood';

/** A progress row that the portal took: once per distinct (MaHoSo, TrangThai, ThoiDiemXuLy), in order of arrival. */
export interface Effect {
  readonly dossier: string;
  readonly status: string;
  /** ThoiDiemXuLy, `yyyyMMddHHmmss` in Asia/Ho_Chi_Minh. */
  readonly at: string;
}

export interface PortalOptions {
  readonly port: number;
  readonly host?: string;
  /** Folder of its journal. */
  readonly dir: string;
  readonly passwordFile: string;
  readonly username: string;
  /** The only sender it serves, e.g. `000.99.00.H26`. */
  readonly madonvi: string;
  readonly now?: () => Date;
  readonly mood?: Mood;
  /** How long `slow` takes; default 3,000. */
  readonly slowMs?: number;
}

export interface Portal {
  readonly url: string;
  effects(): readonly Effect[];
  /** Codes of the dossiers synchronised with DongBoHoSoMC. */
  dossiers(): readonly string[];
  readonly mood: Mood;
  stop(): Promise<void>;
}

export interface Push {
  readonly subject: string;
  readonly body: Uint8Array;
  readonly jws?: string;
  readonly token: string;
  /** Default `application/cloudevents+json; charset=utf-8`. */
  readonly contentType?: string;
}

/** What the hub's door answered; `body` is the parsed JSON, or the text when it is none. */
export interface Pushed {
  readonly status: number;
  readonly body: unknown;
  /** Seconds, when the door says Retry-After. */
  readonly retryAfter?: number;
}

export interface PortalClient {
  push(message: Push): Promise<Pushed>;
  close(): Promise<void>;
}
