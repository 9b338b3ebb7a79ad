import type { IncomingMessage } from 'node:http';
import type { Logger } from '@lienthong/runtime';
import type { FastifyRequest } from 'fastify';
import type { Authenticator } from '../caller/authenticate';
import type { Caller } from '../caller/caller';
import type { Limits } from '../caller/limits';
import { Refusal } from '../refusal';
import type { UploadFolder } from '../upload/folder';
import type { Expected, Parcel } from '../upload/parcel';
import { connectionOf } from './connection';
import { receive } from './receive';

export interface ReceptionParts {
  readonly authenticator: Authenticator;
  readonly limits: Limits;
  readonly folder: UploadFolder;
  readonly log: Logger;
}

/** Something that a caller may or may not ask for. */
export interface Door {
  /** @throws Refusal */
  admit(caller: Caller): void;
}

/** What every HTTP request goes through before anything of its body is read: who is it, is it too much, may they. */
export class Reception {
  constructor(private readonly parts: ReceptionParts) {}

  /** @throws Refusal */
  async callerOf(request: IncomingMessage, door: Door): Promise<Caller> {
    const connection = connectionOf(request);
    const caller = await this.parts.authenticator.authenticate(connection).catch(async (error: unknown) => {
      await this.parts.limits.count({ kind: 'nobody' }, connection); // whoever is refused may not ask without end either
      throw error;
    });
    await this.parts.limits.count(caller, connection);
    door.admit(caller);
    return caller;
  }

  /** As `callerOf`; where everybody is let in, a certificate that proves nothing makes its holder nobody. @throws Refusal */
  async openCallerOf(request: IncomingMessage, door: Door): Promise<Caller> {
    try {
      return await this.callerOf(request, door);
    } catch (error) {
      if (!(error instanceof Refusal) || !provesNothing.has(error.code)) throw error;
      try {
        door.admit({ kind: 'nobody' });
      } catch {
        throw error; // where not everybody is let in, what is wrong with the certificate says more
      }
      return { kind: 'nobody' };
    }
  }

  /** Has the body read and worked on; `gone` when the caller leaves meanwhile. */
  receive<T>({ raw }: FastifyRequest, expected: Expected, work: (parcel: Parcel, gone: AbortSignal) => Promise<T>): Promise<T> {
    const gone = new AbortController();
    raw.socket.once('close', () => gone.abort());
    return receive(raw, this.parts.folder, expected, (parcel) => work(parcel, gone.signal));
  }

  /** One line a request, without anything of a person. */
  answered({ method, url }: IncomingMessage, caller: Caller, status: number, facts: object = {}): void {
    const party = caller.kind === 'party' ? { party: caller.party.code } : {};
    this.parts.log.info({ method, path: url?.split('?')[0], status, ...party, ...facts }, 'answered');
  }
}

const provesNothing: ReadonlySet<string> = new Set([
  'certificate.unbound',
  'party.suspended',
  'gateway.certificate-refused',
  'revocation.unavailable',
]);
