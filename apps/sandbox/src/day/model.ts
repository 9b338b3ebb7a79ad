import type { Dossier } from '@lienthong/documents';
import type { DepartmentName, Forgery, JwsAlg } from '../pki/model';
import type { CitySigner } from '../pki/signing';

/** Pushed by the portal or a department, or offered by the one-stop system to be polled: the party signs what it says. */
export type SigningChannel = 'portal' | 'one-stop' | DepartmentName;

/** Sent over the national axis, or that of the city: a document's signature is inside of it. */
export type DocumentChannel = 'document-axis' | 'city-documents';

/** How a message reaches the hub; national portal and business register sign nothing. Also the connector's name. */
export type Channel = SigningChannel | DocumentChannel | 'national-portal' | 'business-registration';

export type Expected =
  | { readonly outcome: 'accept' }
  | { readonly outcome: 'duplicate' }
  /** `code` of the error catalogue. */
  | { readonly outcome: 'refuse'; readonly code: string };

/** Who signs, and how (by default as the key wants); the plan holds no keys. `over`: signed instead of the body, which was changed afterwards. */
export type Signing =
  | { readonly by: CitySigner; readonly alg?: JwsAlg; readonly over?: Uint8Array }
  | { readonly forge: Forgery; readonly victim: CitySigner }
  | 'unsigned';

/** One submission of the day. */
export interface Planned {
  /** `good`, or which fault it has. */
  readonly kind: string;
  readonly channel: Channel;
  /** Message id as in the body; `''` where the body has none. */
  readonly id: string;
  /** Subject claimed at the door. */
  readonly subject: string;
  readonly contentType?: string;
  readonly body: Uint8Array;
  readonly signing: Signing;
  readonly expected: Expected;
  /** What the receiving stand-in shows when it took the message, see {@link dossierEffect} and {@link progressEffect}; `''`: nothing. */
  readonly effect: string;
  /** Of a document: between which agencies it is sent. */
  readonly posting?: { readonly from: string; readonly to: string };
  /** A question: what took effect is its answer, a message that the hub records and the ledger does not know. */
  readonly asks?: boolean;
}

/** Of a party that signs. */
export interface PlannedSigned extends Planned {
  readonly channel: SigningChannel;
}

/** The submissions that belong to one dossier. `changes` begin when the dossier has arrived at the one-stop system. */
export interface DossierPlan {
  readonly dossier: Dossier;
  readonly pushes: readonly Planned[];
  readonly changes: readonly Planned[];
}

export interface CityDay {
  readonly seed: number;
  readonly dossiers: readonly DossierPlan[];
}

export interface PlanOptions {
  readonly seed: number;
  /** Number of good dossiers, each with 5-9 status changes. */
  readonly dossiers: number;
  /** Number of bad messages mixed in. */
  readonly bad: number;
  readonly now: Date;
  /** First running number of the dossier codes; the plan uses `dossiers + bad` of them. Never use one twice. */
  readonly first: number;
  /** Each so many-th dossier is created at the national portal; absent: none. */
  readonly nationalEvery?: number;
}
