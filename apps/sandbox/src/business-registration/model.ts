import type { Certificate } from '../http/server';
import type { Mood } from '../mood/mood';

/** A row of the list of changes, as the register shows it. */
export interface ChangeRow {
  /** Grows from row to row. */
  readonly CHANGE_ID: number;
  readonly CHANGE_TYPE: 'NEW' | 'CHANGE';
  /** yyyyMMddHHmmss of Asia/Ho_Chi_Minh. */
  readonly CHANGE_TIME: string;
  readonly MainInformation: {
    readonly NAME: string;
    readonly ENTERPRISE_GDT_CODE: string;
    readonly ENTERPRISE_TYPE_NAME: string;
    readonly ENTERPRISE_STATUS_NAME: string;
  };
  readonly HOAdress: { readonly AddressFullText: string };
  /** The real one gives an object where there is one, and a list where there are several. */
  readonly Representatives: Representative | readonly Representative[];
}

interface Representative {
  readonly FULL_NAME: string;
}

export interface BusinessRegisterOptions {
  readonly port: number;
  readonly host?: string;
  /** Folder of its journal. */
  readonly dir: string;
  /** Consumer key and secret of the one application that it knows. */
  readonly client: { readonly id: string; readonly secret: string };
  /** With it the stand-in speaks TLS; the second one is shown under the mood `rotate-certificate`. */
  readonly certificates?: readonly Certificate[];
  readonly tokenSeconds?: number;
  readonly mood?: Mood;
  readonly now?: () => Date;
  readonly slowMs?: number;
}

export interface BusinessRegister {
  readonly url: string;
  readonly mood: Mood;
  /** Resolves when the row is on disk and can be seen. Throws for a number that is not behind the last one. */
  publish(row: ChangeRow): Promise<void>;
  /** Number of the last row, -1 when there is none. */
  last(): number;
  /** Codes that were looked up and answered, oldest first. */
  lookedUp(): readonly string[];
  stop(): Promise<void>;
}
