import { bearerIn, keepDoor, type Source, takeMessage, type Tools } from '@lienthong/adapter-kit';
import type { DoorConfig } from './config';

/** The door into which the portal pushes: one HTTP server that lives as long as the run. */
export function portalSource(config: DoorConfig, { secret, log }: Tools): Source {
  return {
    async run(submit, stop) {
      const credentials = await bearerIn(config.tokenFile, secret);
      const door = { path: '/v1/messages', credentials, maxBody: config.maxBody, submit, log };
      await keepDoor(config, (request, response) => takeMessage(request, response, door), log, stop);
    },
  };
}
