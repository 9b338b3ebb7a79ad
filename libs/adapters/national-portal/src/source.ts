import { bearerIn, keepDoor, type Source, type Tools } from '@lienthong/adapter-kit';
import type { DoorConfig, PaymentsConfig } from './config';
import { creating } from './door/create';
import { type Door, serve } from './door/door';
import { owing } from './door/owed';
import type { Links } from './files/links';
import type { Pull } from './files/pull';
import type { Memory } from './memory';

export interface AtTheDoor {
  readonly config: DoorConfig;
  readonly payments: PaymentsConfig | undefined;
  readonly memory: Memory | undefined;
  readonly links: Links;
  readonly pull: Pull;
  readonly tools: Pick<Tools, 'log' | 'now' | 'secret'>;
}

/** The door that the portal calls: one HTTP server that lives as long as the run. */
export function nationalPortalSource({ config, payments, memory, links, pull, tools: { log, now, secret } }: AtTheDoor): Source {
  return {
    async run(submit, stop) {
      const door: Door = {
        credentials: await bearerIn(config.tokenFile, secret),
        maxBody: config.maxBody,
        create: creating(config, submit, now),
        owing: payments && memory && owing(payments, memory, now),
        links,
        pull,
        log,
      };
      await keepDoor(config, (request, response) => serve(request, response, door), log, stop);
    },
  };
}
