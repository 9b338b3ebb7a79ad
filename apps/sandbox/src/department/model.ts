import type { Mood } from '../mood/mood';
import type { DepartmentName } from '../pki/model';

/** A dossier as a department or company got it, with the bytes that the one-stop system signed. */
export interface Assigned {
  readonly desk: DepartmentName;
  /** `webhook-id`, or the inbox's id. */
  readonly deliveryId: string;
  readonly code: string;
  readonly body: Uint8Array;
}

export interface WebhookDesk {
  readonly name: DepartmentName;
  /** File with the secret that its deliveries are signed with. */
  readonly secretFile: string;
}

export interface InboxDesk {
  readonly name: DepartmentName;
}

export interface DepartmentsOptions {
  readonly host: string;
  readonly port: number;
  /** Folder of their journal. */
  readonly dir: string;
  /** Folder of the sandbox certificates. */
  readonly pkiDir: string;
  readonly webhooks: readonly WebhookDesk[];
  /** Address of the hub's gateway; absent: nobody fetches. */
  readonly gateway?: string;
  readonly inboxes: readonly InboxDesk[];
  /** Called once for each new dossier, after it is on disk. */
  readonly onDossier?: (dossier: Assigned) => void;
  readonly now?: () => Date;
}

export interface Departments {
  readonly url: string;
  /** Of the receivers of deliveries; `path` is `/<desk>`. */
  readonly mood: Mood;
  /** In the order in which they came; what came twice under two ids is there twice. */
  dossiers(): readonly Assigned[];
  stop(): Promise<void>;
}
