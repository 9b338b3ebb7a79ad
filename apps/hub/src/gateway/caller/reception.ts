import type { Logger } from '@lienthong/runtime';
import { Refusal } from '../refusal';
import type { UploadBudget } from '../upload/budget';
import type { UploadFolder } from '../upload/folder';
import { type Expected, allBytes } from '../upload/parcel';
import { Spool } from '../upload/spool';
import type { Authenticator } from './authenticate';
import type { Caller, Connection } from './caller';
import type { Limits } from './limits';

export interface ReceptionParts {
  readonly authenticator: Pick<Authenticator, 'authenticate'>;
  readonly limits: Limits;
  readonly folder: UploadFolder;
  readonly budget: UploadBudget;
  /** Milliseconds for a whole request to come in. */
  readonly patienceMs: number;
  readonly log: Pick<Logger, 'info'>;
}

/** Something that a caller may or may not ask for. */
export interface Door {
  /** @throws Refusal */
  admit(caller: Caller): void;
}

/** What every request goes through before anything of its body is read, whatever the protocol: who is it, is it too much, may they. */
export class Reception {
  constructor(private readonly parts: ReceptionParts) {}

  get patienceMs(): number {
    return this.parts.patienceMs;
  }

  /** @throws Refusal */
  async admit(connection: Connection, door: Door): Promise<Caller> {
    const caller = await this.parts.authenticator.authenticate(connection).catch(async (error: unknown) => {
      await this.parts.limits.count({ kind: 'nobody' }, connection); // whoever is refused may not ask without end either
      throw error;
    });
    await this.parts.limits.count(caller, connection);
    door.admit(caller);
    return caller;
  }

  /** As `admit`; where everybody is let in, a certificate that proves nothing makes its holder nobody. @throws Refusal */
  async admitOpen(connection: Connection, door: Door): Promise<Caller> {
    try {
      return await this.admit(connection, door);
    } catch (error) {
      const nobody: Caller = { kind: 'nobody' };
      if (error instanceof Refusal && provesNothing.has(error.code) && isLetIn(nobody, door)) return nobody;
      throw error;
    }
  }

  /** Messages that a party hands in with one request. @throws Refusal */
  async countMessages(caller: Caller, { answering }: Connection, count: number): Promise<void> {
    if (caller.kind === 'party') await this.parts.limits.countMessages(caller.party.code, count, answering);
  }

  /** Somebody asks how the gateway is: nobody is asked who it is. @throws Refusal */
  look(connection: Pick<Connection, 'address'>): Promise<void> {
    return this.parts.limits.look(connection);
  }

  /** For the parts of one request. */
  spool(expected: Expected): Spool {
    const { folder, budget } = this.parts;
    return new Spool(folder, allBytes(expected), budget);
  }

  /** One line a request, without anything of a person. */
  answered(what: string, caller: Caller, facts: object = {}): void {
    this.parts.log.info({ what, ...(caller.kind === 'party' && { party: caller.party.code }), ...facts }, 'answered');
  }
}

const provesNothing: ReadonlySet<string> = new Set([
  'certificate.unbound',
  'party.suspended',
  'gateway.certificate-refused',
  'revocation.unavailable',
]);

function isLetIn(caller: Caller, door: Door): boolean {
  try {
    door.admit(caller);
    return true;
  } catch {
    return false; // what is wrong with the certificate says more
  }
}
