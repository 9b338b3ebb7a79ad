import { bearerIn, type Source, type Tools } from '@lienthong/adapter-kit';
import type { DoorConfig } from './config';
import type { Doors } from './doors';

/** The department pushes its own signed messages to `/v1/messages/<connector>`. */
export function webhookSource({ tokenFile, maxBody, ...settings }: DoorConfig, doors: Doors, { name, secret, log }: Tools): Source {
  return {
    async run(submit, stop) {
      const credentials = await bearerIn(tokenFile, secret);
      await doors.keep(settings, { path: `/v1/messages/${name}`, credentials, maxBody, submit, log }, stop);
    },
  };
}
