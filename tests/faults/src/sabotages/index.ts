import { fromEnd } from './from-end';
import { noCompareAndSet } from './no-compare-and-set';
import { noFlush } from './no-flush';
import { onHandleEvent } from './on-handle-event';
import { publishBeforeCommit } from './publish-before-commit';
import { relayById } from './relay-by-id';
import type { Provocation } from './sabotage';
import { signsOn } from './signs-on';
import { uncheckedSend } from './unchecked-send';
import { unsaltedLeaf } from './unsalted-leaf';
import { validateFirst } from './validate-first';

/** One for each promise that the bench must be able to see broken. */
export const sabotages: readonly Provocation[] = [
  noCompareAndSet,
  relayById,
  publishBeforeCommit,
  uncheckedSend,
  noFlush,
  onHandleEvent,
  signsOn,
  validateFirst,
  unsaltedLeaf,
  fromEnd,
];
