import { setTimeout as sleep } from 'node:timers/promises';
import type { Mood } from '../mood/mood';
import type { PortalClient, Push, Pushed } from './model';

export type Pushing = (message: Push, stop: AbortSignal) => Promise<Pushed>;

const path = '/v1/messages';
/** Milliseconds in which pushes gather that go out in the wrong order. */
const moment = 300;

/** How the portal brings what it has to bring, in its mood. */
export function pushingIn(mood: Mood, { push }: Pick<PortalClient, 'push'>): Pushing {
  const turned = turning();
  return async (message, stop) => {
    if (mood.strikes('backlog', path)) await over(mood, stop);
    if (mood.strikes('reorder', path)) await turned();
    const [answer] = await Promise.all([push(message), mood.strikes('repeat', path) && push(message)]);
    return answer;
  };
}

async function over(mood: Mood, stop: AbortSignal): Promise<void> {
  while (mood.current().mood === 'backlog' && !stop.aborted) await sleep(50);
}

/** Who comes within a moment goes on in reverse. */
function turning(): () => Promise<void> {
  const waiting: (() => void)[] = [];
  return () =>
    new Promise((resolve) => {
      if (waiting.push(resolve) === 1)
        setTimeout(
          () =>
            waiting
              .splice(0)
              .reverse()
              .forEach((next) => next()),
          moment,
        );
    });
}
