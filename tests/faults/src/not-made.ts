import type { Sentence } from './model';

/** The fault itself did not come about: nothing is proved, neither for nor against the hub. */
export class NotMade extends Error {
  override readonly name = 'NotMade';

  constructor(
    readonly sentence: Sentence,
    options?: { cause?: unknown },
  ) {
    super(sentence.en, options);
  }
}
