import { userInfo } from 'node:os';
import type { ActContext } from '@lienthong/store';
import { v7 as newId } from 'uuid';

/** An administrator's act: by whom, as the operating system knows them, and why. */
export const acting = (reason: string): ActContext => ({ id: newId(), who: userName(), reason });

/** A container may run as a user without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}
